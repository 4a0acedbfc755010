package tintype.upload.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// AVIFs forged box by box: all that a header can say, without a picture.
public final class Boxes {

    private static final int AFTER_FTYP = 8;

    private Boxes() {}

    public static byte[] box(String type, byte[]... parts) {
        byte[] body = concat(parts);
        return ByteBuffer.allocate(8 + body.length)
                .putInt(8 + body.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(body)
                .array();
    }

    public static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    public static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        List.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    public static byte[] brands(String major, String... others) {
        return box(
                "ftyp",
                major.getBytes(StandardCharsets.US_ASCII),
                new byte[AFTER_FTYP - 4],
                String.join("", others).getBytes(StandardCharsets.US_ASCII));
    }

    public static byte[] extents(int width, int height) {
        return box("ispe", new byte[4], ByteBuffer.allocate(8).putInt(width).putInt(height).array());
    }

    /// Its one item, number 7, has all of these properties.
    public static byte[] meta(byte[]... properties) {
        var names = new ByteArrayOutputStream();
        for (int name = 1; name <= properties.length; name++) {
            names.write(0x80 | name);
        }
        byte[] associations = concat(
                hex("00000000 00000001 0007 %02x".formatted(properties.length)), names.toByteArray());
        return box(
                "meta",
                new byte[4],
                box("pitm", hex("00000000 0007")),
                box("iprp", box("ipco", properties), box("ipma", associations)));
    }

    public static byte[] avif(byte[]... properties) {
        return concat(brands("avif", "mif1"), meta(properties), box("mdat", new byte[10]));
    }

    public static byte[] film(int width, int height, int frames) {
        byte[] sizes = box("stsz", ByteBuffer.allocate(12).putInt(0).putInt(100).putInt(frames).array());
        byte[] track = box("trak", box("mdia", box("minf", box("stbl", sizes))));
        return concat(
                brands("avis", "avif"), meta(extents(width, height)), box("moov", track), box("mdat", new byte[10]));
    }
}
