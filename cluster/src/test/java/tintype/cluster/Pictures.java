package tintype.cluster;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/// Files drawn or forged by code: good ones, and ones that lie.
public final class Pictures {

    private Pictures() {}

    public static byte[] jpeg(int width, int height) {
        return drawn("jpg", width, height);
    }

    public static byte[] png(int width, int height) {
        return drawn("png", width, height);
    }

    public static byte[] gif(int width, int height) {
        return drawn("gif", width, height);
    }

    /// 1 x 1, lossless; ImageIO cannot write WebP.
    public static byte[] webp() {
        return Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    }

    /// 4 x 3, of one colour; ImageIO cannot write AVIF.
    public static byte[] avif() {
        return Base64.getDecoder()
                .decode("AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAA"
                        + "AAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACEAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABh"
                        + "djAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAAAQAAAADAAAA"
                        + "EHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAApbWRhdBIACgg4BHmkBDQaQDITHEJi5OAAFgAAkDWO"
                        + "PH1wDWovQA==");
    }

    public static byte[] tiff(int width, int height) {
        return drawn("tiff", width, height);
    }

    /// A JPEG that a camera held upright would write: wide in the file, tall to be seen.
    public static byte[] jpegTurnedByExif(int width, int height, int orientation) {
        byte[] jpeg = jpeg(width, height);
        byte[] exif = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001"
                        + "%04x0000".formatted(orientation) + "00000000");
        return ByteBuffer.allocate(jpeg.length + exif.length)
                .put(jpeg, 0, 2)
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /// 35 bytes that ask for a screen of 65535 x 65535.
    public static byte[] gifBomb() {
        return HexFormat.of()
                .parseHex("474946383961" + "ffffffff800000" + "000000ffffff" + "2c00000000ffffffff00" + "0202440100" + "3b");
    }

    /// The header of a PNG of this size, an empty picture behind it.
    public static byte[] pngThatClaims(int width, int height) {
        byte[] ihdr = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0}).array();
        return ByteBuffer.allocate(8 + 25 + 12 + 12)
                .put(HexFormat.of().parseHex("89504e470d0a1a0a"))
                .put(chunk("IHDR", ihdr))
                .put(chunk("IDAT", new byte[0]))
                .put(chunk("IEND", new byte[0]))
                .array();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] typed = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        var crc = new CRC32();
        crc.update(typed);
        return ByteBuffer.allocate(8 + typed.length)
                .putInt(data.length)
                .put(typed)
                .putInt((int) crc.getValue())
                .array();
    }

    public static byte[] firstHalfOf(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] drawn(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot draw a " + format, e);
        }
        return bytes.toByteArray();
    }
}
