package tintype.thumbnail.engine;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/// To opaque pixels of three bytes, with white behind what is transparent. Numbers of a wide colour space stay as they
/// are until [ToSrgb]: by then there are fewer of them.
record Flatten() implements Step {

    private static final int BANDS = 3;

    @Override
    public Picture apply(Picture picture) {
        BufferedImage pixels = picture.pixels();
        if (pixels.getType() == BufferedImage.TYPE_3BYTE_BGR || pixels.getType() == BufferedImage.TYPE_INT_RGB) {
            return picture;
        }
        BufferedImage source = picture.profile() == null ? pixels : readAsSrgb(pixels);
        var opaque = new BufferedImage(pixels.getWidth(), pixels.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = opaque.createGraphics();
        pen.drawImage(source, 0, 0, Color.WHITE, null);
        pen.dispose();
        return picture.with(opaque);
    }

    /// The same numbers, under another name.
    private static BufferedImage readAsSrgb(BufferedImage pixels) {
        ColorModel model = pixels.getColorModel();
        boolean opaque = model.getTransparency() == Transparency.OPAQUE;
        if (pixels.getRaster().getNumBands() != (opaque ? BANDS : BANDS + 1)
                || pixels.getRaster().getTransferType() != DataBuffer.TYPE_BYTE) {
            return pixels;
        }
        var named = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), !opaque, false, model.getTransparency(), DataBuffer.TYPE_BYTE);
        return new BufferedImage(named, pixels.getRaster(), false, null);
    }
}
