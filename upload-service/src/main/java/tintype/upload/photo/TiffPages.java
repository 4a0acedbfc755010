package tintype.upload.photo;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tintype.contract.Pixels;

/// The pages of a TIFF (TIFF 6.0), each described by a directory that lies anywhere in the file.
///
/// Read in place, with bounds on all that a file can make long: a library would read the maker's notes of cameras as
/// well, and hold whatever a directory claims.
public final class TiffPages {

    /// A photo that a camera did not make a picture of yet; what a reader of TIFF would find is its small preview.
    public static final class RawPhoto extends IOException {
        RawPhoto() {
            super("The first page is a preview, as in the raw photos of cameras");
        }
    }

    private static final int MAX_PAGES = 10_000;
    private static final int MAX_ENTRIES = 1_000;
    private static final int MAX_STRIPS = 1 << 20;
    private static final short LITTLE_ENDIAN = 0x4949;
    private static final int FIRST_DIRECTORY = 4;
    private static final int ENTRY = 12;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private static final int KIND_OF_PAGE = 254;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int STRIPS = 273;
    private static final int ORIENTATION = 274;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILES = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int DNG_VERSION = 50_706;

    private final ByteBuffer bytes;
    private final List<Integer> directories;

    private TiffPages(ByteBuffer bytes, List<Integer> directories) {
        this.bytes = bytes;
        this.directories = directories;
    }

    static TiffPages in(ByteBuffer file) throws IOException {
        ByteBuffer bytes = file.duplicate();
        bytes.order(bytes.getShort(0) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        List<Integer> directories = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        int at = offset(bytes, FIRST_DIRECTORY);
        while (at != 0 && directories.size() < MAX_PAGES) {
            if (!seen.add(at)) {
                throw new IOException("The pages go round in a circle");
            }
            directories.add(at);
            at = offset(bytes, at + Short.BYTES + entries(bytes, at) * ENTRY);
        }
        if (directories.isEmpty()) {
            throw new IOException("There is no page");
        }
        return new TiffPages(bytes, directories);
    }

    /// The size of the first page; a reader shows no other, but may have to hold the largest.
    PhotoHeader header() throws IOException {
        int first = directories.getFirst();
        if (find(first, DNG_VERSION) > 0 || (value(first, KIND_OF_PAGE, 0) & 1) == 1) {
            throw new RawPhoto();
        }
        Pixels shown = size(first);
        Pixels around = shown;
        long pixels = 0;
        for (int directory : directories) {
            Pixels page = size(directory);
            around = new Pixels(Math.max(around.width(), page.width()), Math.max(around.height(), page.height()));
            pixels += page.count();
        }
        Pixels upright = PhotoHeader.isQuarterTurn((int) value(first, ORIENTATION, 1)) ? shown.turned() : shown;
        return new PhotoHeader(around, upright, directories.size(), pixels);
    }

    private Pixels size(int directory) throws IOException {
        return new Pixels((int) value(directory, WIDTH, 0), (int) value(directory, HEIGHT, 0));
    }

    /// Whether all pixels of all pages lie in the file.
    boolean areWhole() throws IOException {
        int looked = 0;
        for (int directory : directories) {
            boolean inTiles = find(directory, TILES) > 0;
            long[] starts = values(directory, inTiles ? TILES : STRIPS, MAX_STRIPS + 1);
            long[] lengths = values(directory, inTiles ? TILE_LENGTHS : STRIP_LENGTHS, MAX_STRIPS + 1);
            looked += starts.length;
            if (looked > MAX_STRIPS) {
                throw new IOException("More than " + MAX_STRIPS + " strips or tiles");
            }
            if (starts.length == 0 || !inFile(starts, lengths)) {
                return false;
            }
        }
        return true;
    }

    /// Some old programs wrote no lengths.
    private boolean inFile(long[] starts, long[] lengths) {
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] + (i < lengths.length ? lengths[i] : 1) > bytes.limit()) {
                return false;
            }
        }
        return true;
    }

    private long value(int directory, int tag, long otherwise) throws IOException {
        long[] values = values(directory, tag, 1);
        return values.length == 0 ? otherwise : values[0];
    }

    /// Empty when the directory has no such tag.
    ///
    /// @param most of them that are read: what a file claims of their count must not become work
    private long[] values(int directory, int tag, int most) throws IOException {
        int entry = find(directory, tag);
        if (entry == 0) {
            return new long[0];
        }
        int width = switch (bytes.getShort(entry + 2)) {
            case SHORT -> Short.BYTES;
            case LONG -> Integer.BYTES;
            default -> throw new IOException("The tag " + tag + " is no whole number");
        };
        long count = Integer.toUnsignedLong(bytes.getInt(entry + 4));
        int at = count * width <= Integer.BYTES ? entry + 8 : offset(bytes, entry + 8);
        if (at + count * width > bytes.limit()) {
            throw new EOFException("The values of the tag " + tag + " are missing");
        }
        long[] values = new long[(int) Math.min(count, most)];
        for (int i = 0; i < values.length; i++) {
            values[i] = width == Short.BYTES
                    ? Short.toUnsignedInt(bytes.getShort(at + i * width))
                    : Integer.toUnsignedLong(bytes.getInt(at + i * width));
        }
        return values;
    }

    /// Where the entry of this tag is; 0 when there is none.
    private int find(int directory, int tag) throws IOException {
        int entries = entries(bytes, directory);
        for (int i = 0; i < entries; i++) {
            int entry = directory + Short.BYTES + i * ENTRY;
            if (Short.toUnsignedInt(bytes.getShort(entry)) == tag) {
                return entry;
            }
        }
        return 0;
    }

    private static int entries(ByteBuffer bytes, int directory) throws IOException {
        int entries = Short.toUnsignedInt(bytes.getShort(directory));
        if (entries > MAX_ENTRIES) {
            throw new IOException("A directory of " + entries + " entries");
        }
        if (directory + Short.BYTES + (long) entries * ENTRY + Integer.BYTES > bytes.limit()) {
            throw new EOFException("A directory is cut off");
        }
        return entries;
    }

    /// A place in the file, with room for two bytes.
    private static int offset(ByteBuffer bytes, int at) throws IOException {
        long offset = at + Integer.BYTES > bytes.limit() ? Long.MAX_VALUE : Integer.toUnsignedLong(bytes.getInt(at));
        if (offset > bytes.limit() - Short.BYTES) {
            throw new EOFException("The file ends before what it points at");
        }
        return (int) offset;
    }
}
