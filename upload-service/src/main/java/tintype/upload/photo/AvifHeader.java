package tintype.upload.photo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tintype.contract.Pixels;
import tintype.upload.photo.IsoBoxes.Box;

/// What an AVIF says of its picture (ISO/IEC 23008-12): the properties of its primary item, and the frames of its film.
///
/// Not read by a library: those at hand keep in memory whatever a box claims, or do not tell which item is primary.
final class AvifHeader {

    /// What an item can name, by 15 bits.
    private static final int MAX_PROPERTIES = 0x7FFF;
    private static final int NAMES_ARE_LONG = 1;
    private static final int MAJOR_BRAND = 8;
    private static final String FILM = "avis";

    private AvifHeader() {}

    static PhotoHeader read(ByteBuffer file) throws IOException {
        Box meta = new IsoBoxes(file.duplicate()).require("meta");
        Box described = boxesOf(meta).require("iprp");
        List<Box> properties = propertiesOfPrimary(boxesOf(meta).require("pitm"), described);
        Pixels stored = size(properties);
        Pixels shown = find(properties, "clap").isPresent() ? cropped(properties, stored) : stored;
        return PhotoHeader.of(stored, isTurned(properties) ? shown.turned() : shown, frames(file));
    }

    private static IsoBoxes boxesOf(Box fullBox) throws IOException {
        return new IsoBoxes(fullBox.members());
    }

    private static List<Box> propertiesOfPrimary(Box primary, Box described) throws IOException {
        long item = isVersion0(primary) ? unsigned16(primary.members()) : unsigned32(primary.members());
        List<Box> all = new ArrayList<>();
        IsoBoxes container = described.children().require("ipco").children();
        Optional<Box> box = container.next();
        while (box.isPresent() && all.size() < MAX_PROPERTIES) {
            all.add(box.get());
            box = container.next();
        }
        List<Box> own = new ArrayList<>();
        for (int name : namesOfProperties(item, described.children().require("ipma"))) {
            if (name > 0 && name <= all.size()) {
                own.add(all.get(name - 1));
            }
        }
        return own;
    }

    /// Of the item, counted from 1, in the order in which they are applied.
    private static int[] namesOfProperties(long item, Box associations) throws IOException {
        ByteBuffer entries = associations.members();
        boolean longNames = (associations.versionAndFlags() & NAMES_ARE_LONG) != 0;
        long count = unsigned32(entries);
        for (long entry = 0; entry < count; entry++) {
            long of = isVersion0(associations) ? unsigned16(entries) : unsigned32(entries);
            int[] names = new int[Byte.toUnsignedInt(entries.get())];
            for (int i = 0; i < names.length; i++) {
                // The first bit says that a reader must know the property.
                names[i] = longNames ? unsigned16(entries) & 0x7FFF : entries.get() & 0x7F;
            }
            if (of == item) {
                return names;
            }
        }
        throw new IOException("The primary item " + item + " has no properties");
    }

    private static Pixels size(List<Box> properties) throws IOException {
        Box extents = find(properties, "ispe").orElseThrow(() -> new IOException("The primary item has no size"));
        ByteBuffer sides = extents.members();
        return new Pixels(sides.getInt(), sides.getInt());
    }

    /// The clean aperture (ISO/IEC 14496-12, 12.1.4): a part of the picture is shown.
    private static Pixels cropped(List<Box> properties, Pixels stored) throws IOException {
        ByteBuffer aperture = find(properties, "clap").orElseThrow().body().duplicate();
        long width = Math.round((double) aperture.getInt() / aperture.getInt());
        long height = Math.round((double) aperture.getInt() / aperture.getInt());
        if (width < 1 || height < 1 || width > stored.width() || height > stored.height()) {
            throw new IOException("An aperture of " + width + "x" + height + " in " + stored);
        }
        return new Pixels((int) width, (int) height);
    }

    /// By quarters, anti-clockwise.
    private static boolean isTurned(List<Box> properties) {
        return find(properties, "irot").map(Box::body).filter(turns -> (turns.get(0) & 1) == 1).isPresent();
    }

    private static Optional<Box> find(List<Box> properties, String type) {
        return properties.stream().filter(property -> property.type().equals(type)).findFirst();
    }

    /// Those of the longest track of a film.
    private static int frames(ByteBuffer file) throws IOException {
        if (!IsoBoxes.text(file, MAJOR_BRAND).equals(FILM)) {
            return 1;
        }
        long frames = 1;
        IsoBoxes tracks = new IsoBoxes(file.duplicate()).require("moov").children();
        for (Optional<Box> track = tracks.next("trak"); track.isPresent(); track = tracks.next("trak")) {
            frames = Math.max(frames, frames(track.get()));
        }
        return (int) Math.min(frames, Integer.MAX_VALUE);
    }

    private static long frames(Box track) throws IOException {
        Box table = track;
        for (String inner : List.of("mdia", "minf", "stbl", "stsz")) {
            table = table.children().require(inner);
        }
        ByteBuffer sizes = table.members();
        long sizeOfAll = unsigned32(sizes);
        long count = unsigned32(sizes);
        return sizeOfAll > 0 ? count : Math.min(count, sizes.remaining() / Integer.BYTES);
    }

    private static boolean isVersion0(Box box) throws IOException {
        return box.versionAndFlags() >>> 24 == 0;
    }

    private static int unsigned16(ByteBuffer bytes) {
        return Short.toUnsignedInt(bytes.getShort());
    }

    private static long unsigned32(ByteBuffer bytes) {
        return Integer.toUnsignedLong(bytes.getInt());
    }
}
