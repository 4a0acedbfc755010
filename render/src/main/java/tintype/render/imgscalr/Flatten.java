package tintype.render.imgscalr;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Arrays;

/// To opaque pixels of three bytes, with white behind what is transparent. Numbers of a wide colour space stay as they
/// are until [ToSrgb]: by then there are fewer of them.
record Flatten() implements Step {

    private static final int BANDS = 3;
    private static final int GREY_AND_ALPHA = 2;
    private static final int WHITE = 255;

    @Override
    public Picture apply(Picture picture) {
        BufferedImage pixels = picture.pixels();
        BufferedImage source = picture.profile() == null ? pixels : readAsSrgb(pixels);
        if (source.getType() == BufferedImage.TYPE_3BYTE_BGR || source.getType() == BufferedImage.TYPE_INT_RGB) {
            return picture.with(source);
        }
        if (source.getRaster().getNumBands() == GREY_AND_ALPHA) {
            return picture.with(greyOnWhite(source.getRaster()));
        }
        var opaque = new BufferedImage(pixels.getWidth(), pixels.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = opaque.createGraphics();
        pen.drawImage(source, 0, 0, Color.WHITE, null);
        pen.dispose();
        return picture.with(opaque);
    }

    /// The platform takes the grey of two bands for linear light, and would draw it too bright.
    private static BufferedImage greyOnWhite(Raster greyAndAlpha) {
        int width = greyAndAlpha.getWidth();
        int beyondEightBits = greyAndAlpha.getSampleModel().getSampleSize(0) - Byte.SIZE;
        var opaque = new BufferedImage(width, greyAndAlpha.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        int[] row = new int[width * GREY_AND_ALPHA];
        int[] greys = new int[width * BANDS];
        for (int y = 0; y < greyAndAlpha.getHeight(); y++) {
            greyAndAlpha.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int grey = row[2 * x] >> beyondEightBits;
                int alpha = row[2 * x + 1] >> beyondEightBits;
                Arrays.fill(greys, BANDS * x, BANDS * (x + 1), (grey * alpha + WHITE * (WHITE - alpha)) / WHITE);
            }
            opaque.getRaster().setPixels(0, y, width, 1, greys);
        }
        return opaque;
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
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                !opaque,
                false,
                model.getTransparency(),
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(named, pixels.getRaster(), false, null);
    }
}
