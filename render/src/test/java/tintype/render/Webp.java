package tintype.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// Looks into a WebP file: RIFF chunks, of which each ANMF is a frame.
final class Webp {

    private static final int FIRST_CHUNK = 12;
    private static final int HEAD = 8;
    private static final int ANMF = 0x464d4e41;
    private static final int TIME_AT = 12;

    private Webp() {}

    /// In milliseconds; none for a picture that stands still.
    static List<Integer> frameTimes(byte[] webp) {
        ByteBuffer file = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> times = new ArrayList<>();
        for (int at = FIRST_CHUNK; at < webp.length; at += HEAD + (file.getInt(at + 4) + 1) / 2 * 2) {
            if (file.getInt(at) == ANMF) {
                times.add(file.getInt(at + HEAD + TIME_AT) & 0xffffff);
            }
        }
        return times;
    }

    static List<BufferedImage> frames(byte[] webp) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("webp").next();
        try (var bytes = ImageIO.createImageInputStream(new ByteArrayInputStream(webp))) {
            reader.setInput(bytes);
            List<BufferedImage> frames = new ArrayList<>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                frames.add(reader.read(i));
            }
            return frames;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what the engine made", e);
        } finally {
            reader.dispose();
        }
    }
}
