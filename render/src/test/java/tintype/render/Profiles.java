package tintype.render;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// ICC profiles, version 2.1, written by code.
final class Profiles {

    private static final int HEADER = 128;
    private static final int TAG = 12;
    private static final int CURVE = 1024;
    /// The most of which four inks stay below the 64 KB of one segment of a JPEG.
    private static final int GRID = 9;
    private static final int INKS = 4;

    private Profiles() {}

    static byte[] of(Colour.Space space) {
        var tags = new LinkedHashMap<String, byte[]>();
        tags.put("desc", description(space.name()));
        tags.put("cprt", text("none"));
        tags.put("wtpt", xyz(Colour.WHITE[0], Colour.WHITE[1], Colour.WHITE[2]));
        for (int i = 0; i < 3; i++) {
            char channel = "rgb".charAt(i);
            double[][] matrix = space.toXyz();
            tags.put(channel + "XYZ", xyz(matrix[0][i], matrix[1][i], matrix[2][i]));
            tags.put(channel + "TRC", curve(space));
        }
        return profile("mntr", "RGB ", "XYZ ", tags);
    }

    /// @param lab the colour of four inks, 0 to 1
    static byte[] ofInks(UnaryOperator<double[]> lab) {
        var tags = new LinkedHashMap<String, byte[]>();
        tags.put("desc", description("INKS"));
        tags.put("cprt", text("none"));
        tags.put("wtpt", xyz(Colour.WHITE[0], Colour.WHITE[1], Colour.WHITE[2]));
        tags.put("A2B0", table(INKS, GRID, inks -> encoded(lab.apply(inks)), 3));
        // Nobody asks for inks, but some readers take no profile that cannot tell them.
        tags.put("B2A0", table(3, 2, _ -> new double[INKS], INKS));
        return profile("prtr", "CMYK", "Lab ", tags);
    }

    private static byte[] profile(String kind, String space, String connection, Map<String, byte[]> tags) {
        int size = HEADER + 4 + TAG * tags.size() + tags.values().stream().mapToInt(tag -> tag.length).sum();
        ByteBuffer profile = ByteBuffer.allocate(size).putInt(0, size).putInt(8, 0x02100000);
        profile.put(12, ascii(kind)).put(16, ascii(space)).put(20, ascii(connection)).put(36, ascii("acsp"));
        profile.position(68).put(fixed(Colour.WHITE));
        profile.position(HEADER).putInt(tags.size());
        int at = HEADER + 4 + TAG * tags.size();
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            profile.put(ascii(tag.getKey())).putInt(at).putInt(tag.getValue().length);
            at += tag.getValue().length;
        }
        tags.values().forEach(profile::put);
        return profile.array();
    }

    private static byte[] xyz(double x, double y, double z) {
        return ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0).put(fixed(x, y, z)).array();
    }

    private static byte[] fixed(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (double value : values) {
            bytes.putInt((int) Math.round(value * 65536));
        }
        return bytes.array();
    }

    private static byte[] curve(Colour.Space space) {
        ByteBuffer curve = ByteBuffer.allocate(12 + 2 * CURVE).put(ascii("curv")).putInt(0).putInt(CURVE);
        for (int i = 0; i < CURVE; i++) {
            curve.putShort((short) Math.round(space.linear(i / (CURVE - 1.0)) * 65535));
        }
        return curve.array();
    }

    private static double[] encoded(double[] lab) {
        return new double[] {lab[0] * 652.8, (lab[1] + 128) * 256, (lab[2] + 128) * 256};
    }

    /// @param numbers what comes out for what goes in, from 0 to 1: at most 65535
    private static byte[] table(int in, int grid, UnaryOperator<double[]> numbers, int out) {
        int points = (int) Math.pow(grid, in);
        ByteBuffer table = ByteBuffer.allocate(52 + 4 * in + 2 * out * points + 4 * out);
        table.put(ascii("mft2")).putInt(0).put(new byte[] {(byte) in, (byte) out, (byte) grid, 0});
        table.put(fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)).putShort((short) 2).putShort((short) 2);
        putStraightCurves(table, in);
        for (int point = 0; point < points; point++) {
            double[] values = new double[in];
            for (int i = in - 1, rest = point; i >= 0; i--, rest /= grid) {
                values[i] = rest % grid / (grid - 1.0);
            }
            for (double number : numbers.apply(values)) {
                table.putShort((short) Math.round(number));
            }
        }
        putStraightCurves(table, out);
        return table.array();
    }

    private static void putStraightCurves(ByteBuffer table, int count) {
        for (int i = 0; i < count; i++) {
            table.putShort((short) 0).putShort((short) 0xffff);
        }
    }

    private static byte[] description(String name) {
        int length = name.length() + 1;
        return ByteBuffer.allocate((12 + length + 78 + 3) / 4 * 4)
                .put(ascii("desc")).putInt(0).putInt(length).put(ascii(name)).array();
    }

    private static byte[] text(String text) {
        return ByteBuffer.allocate((8 + text.length() + 4) / 4 * 4).put(ascii("text")).putInt(0).put(ascii(text)).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
