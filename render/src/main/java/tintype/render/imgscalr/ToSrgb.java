package tintype.render.imgscalr;

import java.awt.Transparency;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import org.jboss.logging.Logger;

/// Converts colours to sRGB if a profile says that they are of another space. Costs more than all scaling, so it comes
/// after the first.
record ToSrgb() implements Step {

    private static final Logger LOG = Logger.getLogger(ToSrgb.class);

    @Override
    public Picture apply(Picture picture) {
        if (picture.profile() == null) {
            return picture;
        }
        BufferedImage pixels = picture.pixels();
        var wide = new ICC_ColorSpace(picture.profile());
        var bytes = new BufferedImage(pixels.getWidth(), pixels.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        bytes.getGraphics().drawImage(pixels, 0, 0, null);
        ColorModel model = new ComponentColorModel(wide, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        var named = new BufferedImage(model, bytes.getRaster(), false, null);
        var converted = new BufferedImage(pixels.getWidth(), pixels.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        try {
            new ColorConvertOp(wide, ColorSpace.getInstance(ColorSpace.CS_sRGB), null).filter(named, converted);
        } catch (CMMException e) {
            LOG.infof("The profile is of no use; the colours are taken for sRGB: %s", e.getMessage());
            return new Picture(bytes, picture.original(), null, picture.damaged());
        }
        return new Picture(converted, picture.original(), null, picture.damaged());
    }
}
