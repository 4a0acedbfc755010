package tintype.render.imgscalr;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import tintype.contract.Format;

/// To the bytes of a file, which hold the picture and nothing else.
record Encode(Format format, int quality) {

    private static final float FULL = 100;

    static boolean knows(Format format) {
        return switch (format) {
            case JPEG, PNG -> true;
            case GIF, WEBP, AVIF, TIFF -> false;
        };
    }

    byte[] bytes(BufferedImage pixels) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(format.mediaType()).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(pixels, null, null), how(writer));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private ImageWriteParam how(ImageWriter writer) {
        ImageWriteParam how = writer.getDefaultWriteParam();
        if (format == Format.JPEG) {
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality / FULL);
        }
        return how;
    }
}
