package tintype.upload.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// TIFFs forged directory by directory, each of a page with one strip of ten bytes.
public final class Directories {

    public static final int KIND_OF_PAGE = 254;
    static final int STRIPS = 273;
    static final int ORIENTATION = 274;
    static final int STRIP_LENGTHS = 279;

    private static final int LONG = 4;
    private static final int HEADER = 8;
    private static final int STRIP = 10;
    private static final int ROOM = 1 << 16;

    public record Entry(int tag, int type, long count, int value) {}

    private Directories() {}

    public static List<Entry> page(int width, int height) {
        return List.of(
                entry(256, width), entry(257, height), entry(STRIPS, HEADER), entry(STRIP_LENGTHS, STRIP));
    }

    public static Entry entry(int tag, int value) {
        return new Entry(tag, LONG, 1, value);
    }

    public static List<Entry> with(List<Entry> page, Entry entry) {
        List<Entry> all = new ArrayList<>(page);
        all.removeIf(other -> other.tag() == entry.tag());
        all.add(entry);
        return all;
    }

    @SafeVarargs
    public static byte[] tiff(ByteOrder order, List<Entry>... pages) {
        return tiff(order, List.of(pages));
    }

    public static byte[] tiff(ByteOrder order, List<List<Entry>> pages) {
        ByteBuffer file = begun(order);
        for (List<Entry> page : pages) {
            int next = file.position() + Integer.BYTES;
            file.putInt(next).putShort((short) page.size());
            for (Entry entry : page) {
                file.putShort((short) entry.tag())
                        .putShort((short) entry.type())
                        .putInt((int) entry.count())
                        .putInt(entry.value());
            }
        }
        return ended(file, 0);
    }

    /// The page behind the last one is the first again.
    static byte[] circle() {
        ByteBuffer file = begun(ByteOrder.LITTLE_ENDIAN);
        int first = file.position() + Integer.BYTES;
        file.putInt(first).putShort((short) 0);
        return ended(file, first);
    }

    /// The header without its pointer, the strip behind it; a pointer follows.
    private static ByteBuffer begun(ByteOrder order) {
        ByteBuffer file = ByteBuffer.allocate(ROOM).order(order);
        file.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D)).putShort((short) 42);
        return file;
    }

    private static byte[] ended(ByteBuffer file, int next) {
        file.putInt(next).put(new byte[STRIP]);
        byte[] bytes = new byte[file.position()];
        file.get(0, bytes);
        return bytes;
    }
}
