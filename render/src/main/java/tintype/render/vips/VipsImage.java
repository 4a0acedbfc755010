package tintype.render.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tintype.contract.Format;
import tintype.contract.Pixels;
import tintype.render.vips.Vips.Option;

/// An image of libvips, and the operations on it. Each gives a new image, which the caller has to close.
///
/// Lazy unless it is in memory: its pixels are made when they are asked for, and may be asked for once.
record VipsImage(Vips vips, MemorySegment pointer) implements AutoCloseable {

    private static final int SEQUENTIAL = 1;
    private static final int FORCE = 3;
    private static final int CENTRE = 1;
    private static final int ATTENTION = 3;
    private static final int SRGB = 22;
    private static final int UCHAR = 0;
    private static final double WHITE = 255;
    private static final String PROFILE = "icc-profile-data";
    /// The loaders put these beside the pixels; the savers of some versions write them though told not to.
    private static final List<String> METADATA = List.of(
            "exif", "xmp", "iptc", "icc", "photoshop", "gainmap", "png-comment", "gif-comment", "heif", "jpeg-thumbnail",
            "orientation", "IMAGEDESCRIPTION", "image-description");

    /// Reads the header; the pixels follow when they are asked for, from top to bottom.
    ///
    /// @param options of the format's loader
    static VipsImage load(Vips vips, Path file, Format format, Option... options) {
        var all = new ArrayList<>(List.of(options));
        all.add(new Option("access", SEQUENTIAL));
        try (Arena arena = Arena.ofConfined()) {
            return made(
                    vips, loader(format), arena, arena.allocateFrom(file.toString()), List.of(), all.toArray(Option[]::new));
        }
    }

    private static String loader(Format format) {
        return switch (format) {
            case JPEG -> "vips_jpegload";
            case PNG -> "vips_pngload";
            case GIF -> "vips_gifload";
            case WEBP -> "vips_webpload";
            case AVIF -> "vips_heifload";
            case TIFF -> "vips_tiffload";
        };
    }

    Pixels size() {
        return new Pixels(
                (int) vips.call(int.class, "vips_image_get_width", pointer),
                (int) vips.call(int.class, "vips_image_get_height", pointer));
    }

    int bands() {
        return (int) vips.call(int.class, "vips_image_get_bands", pointer);
    }

    boolean hasAlpha() {
        return (int) vips.call(int.class, "vips_image_hasalpha", pointer) != 0;
    }

    boolean isSrgb() {
        return (int) vips.call(int.class, "vips_image_get_interpretation", pointer) == SRGB;
    }

    /// How many pages a loader sees; 1 where it sees no pages at all.
    int pages() {
        return number("n-pages").orElse(1);
    }

    /// Whether it is read in several passes, so that all of it has to be held.
    boolean isInterlaced() {
        return number("interlaced").orElse(0) != 0;
    }

    /// EXIF orientation, 1 to 8.
    int orientation() {
        return number("orientation").filter(value -> value >= 1 && value <= 8).orElse(1);
    }

    private Optional<Integer> number(String field) {
        try (Arena arena = Arena.ofConfined()) {
            if (!has(arena, field)) {
                return Optional.empty();
            }
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            int failed = (int) vips.call(int.class, "vips_image_get_int", pointer, arena.allocateFrom(field), value);
            return failed == 0 ? Optional.of(value.get(ValueLayout.JAVA_INT, 0)) : Optional.empty();
        }
    }

    Optional<byte[]> profile() {
        try (Arena arena = Arena.ofConfined()) {
            if (!has(arena, PROFILE)) {
                return Optional.empty();
            }
            MemorySegment bytes = arena.allocate(Vips.POINTER);
            MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
            int failed = (int) vips.call(
                    int.class, "vips_image_get_blob", pointer, arena.allocateFrom(PROFILE), bytes, length);
            return failed == 0 ? Optional.of(copy(bytes, length)) : Optional.empty();
        }
    }

    private boolean has(Arena arena, String field) {
        return (long) vips.call(long.class, "vips_image_get_typeof", pointer, arena.allocateFrom(field)) != 0;
    }

    /// Exactly this size, whatever the shape, in 8 bits; pixels are taken by their weight where some are transparent.
    VipsImage resized(Pixels target) {
        return isPlain() ? scaled(target) : thumbnail(target);
    }

    /// Whether its numbers may be averaged as they are, as those of nearly all photos.
    private boolean isPlain() {
        return isSrgb() && !hasAlpha() && (int) vips.call(int.class, "vips_image_get_format", pointer) == UCHAR;
    }

    /// What [#thumbnail] does to plain images, without its conversions there and back.
    private VipsImage scaled(Pixels target) {
        Pixels size = size();
        try (Arena arena = Arena.ofConfined()) {
            return made("vips_resize", arena, List.of((double) target.width() / size.width()),
                    new Option("vscale", (double) target.height() / size.height()));
        }
    }

    private VipsImage thumbnail(Pixels target, Option... options) {
        var all = new ArrayList<>(List.of(options));
        all.add(new Option("height", target.height()));
        all.add(new Option("size", FORCE));
        all.add(new Option("no-rotate", 1));
        try (Arena arena = Arena.ofConfined()) {
            return made("vips_thumbnail_image", arena, List.of(target.width()), all.toArray(Option[]::new));
        }
    }

    /// The same, with its colours converted from the profile that lies in the file.
    VipsImage resizedInSrgb(Pixels target) {
        return thumbnail(target, new Option("export-profile", "srgb"));
    }

    /// A part of this size that people look at first.
    VipsImage cropped(Pixels target) {
        return cropped(target, ATTENTION);
    }

    VipsImage croppedInTheMiddle(Pixels target) {
        return cropped(target, CENTRE);
    }

    private VipsImage cropped(Pixels target, int interesting) {
        try (Arena arena = Arena.ofConfined()) {
            return made("vips_smartcrop", arena, List.of(target.width(), target.height()),
                    new Option("interesting", interesting));
        }
    }

    /// One frame of an animation, whose frames lie below each other.
    VipsImage frame(int number, Pixels size) {
        try (Arena arena = Arena.ofConfined()) {
            return made("vips_extract_area", arena, List.of(0, number * size.height(), size.width(), size.height()));
        }
    }

    /// An animation of frames of one size, with the times that the first of them knows.
    static VipsImage joined(List<VipsImage> frames, Pixels size) {
        Vips vips = frames.getFirst().vips();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointers = arena.allocate(Vips.POINTER, frames.size());
            for (int i = 0; i < frames.size(); i++) {
                pointers.setAtIndex(Vips.POINTER, i, frames.get(i).pointer());
            }
            VipsImage all = made(
                    vips, "vips_arrayjoin", arena, pointers, List.of(frames.size()), new Option("across", 1));
            vips.call(void.class, "vips_image_set_int", all.pointer(), arena.allocateFrom("page-height"), size.height());
            return all;
        }
    }

    VipsImage upright() {
        try (Arena arena = Arena.ofConfined()) {
            return made("vips_autorot", arena, List.of());
        }
    }

    /// From the shades of grey, for example.
    VipsImage toSrgb() {
        try (Arena arena = Arena.ofConfined()) {
            return made("vips_colourspace", arena, List.of(SRGB));
        }
    }

    VipsImage onWhite() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment white = (MemorySegment) vips.call(
                    MemorySegment.class, "vips_array_double_new", arena.allocateFrom(ValueLayout.JAVA_DOUBLE, WHITE), 1);
            try {
                return made("vips_flatten", arena, List.of(), new Option("background", white));
            } finally {
                vips.call(void.class, "vips_area_unref", white);
            }
        }
    }

    /// Its pixels, all made, and free to be asked for again and again. Closes this image.
    VipsImage inMemory() {
        try (this) {
            MemorySegment copy = (MemorySegment) vips.call(MemorySegment.class, "vips_image_copy_memory", pointer);
            if (copy.address() == 0) {
                throw new Vips.VipsException("vips_image_copy_memory", vips.takeErrors());
            }
            return new VipsImage(vips, copy);
        }
    }

    /// What an operation makes of it, in memory. Closes this image.
    VipsImage then(UnaryOperator<VipsImage> operation) {
        try (this) {
            return operation.apply(this).inMemory();
        }
    }

    /// Takes away what a file may tell beside its picture. Only for an image in memory, whose header is its own.
    VipsImage withoutMetadata() {
        MemorySegment fields = (MemorySegment) vips.call(MemorySegment.class, "vips_image_get_fields", pointer);
        try {
            for (int i = 0; ; i++) {
                MemorySegment field = fields.getAtIndex(Vips.POINTER, i);
                if (field.address() == 0) {
                    return this;
                }
                String name = field.getString(0);
                if (METADATA.stream().anyMatch(name::startsWith)) {
                    vips.call(int.class, "vips_image_remove", pointer, field);
                }
            }
        } finally {
            vips.call(void.class, "g_strfreev", fields);
        }
    }

    /// A file in memory.
    byte[] saved(Format format, List<Option> options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(Vips.POINTER);
            MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
            var all = new ArrayList<>(options);
            all.add(vips.keepNothing());
            vips.operation(saver(format), arena, List.of(pointer, bytes, length), all.toArray(Option[]::new));
            try {
                return copy(bytes, length);
            } finally {
                vips.call(void.class, "g_free", bytes.get(Vips.POINTER, 0));
            }
        }
    }

    private static String saver(Format format) {
        return switch (format) {
            case JPEG -> "vips_jpegsave_buffer";
            case PNG -> "vips_pngsave_buffer";
            case WEBP -> "vips_webpsave_buffer";
            case AVIF -> "vips_heifsave_buffer";
            case GIF, TIFF -> throw new IllegalArgumentException("No variant is a " + format);
        };
    }

    /// One value for each band of each pixel, 8 bits each.
    byte[] samples() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment bytes =
                    (MemorySegment) vips.call(MemorySegment.class, "vips_image_write_to_memory", pointer, length);
            if (bytes.address() == 0) {
                throw new Vips.VipsException("vips_image_write_to_memory", vips.takeErrors());
            }
            try {
                return bytes.asSlice(0, length.get(ValueLayout.JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
            } finally {
                vips.call(void.class, "g_free", bytes);
            }
        }
    }

    private VipsImage made(String operation, Arena arena, List<Object> required, Option... options) {
        return made(vips, operation, arena, pointer, required, options);
    }

    /// All operations take what they work on first, and the place of the result second.
    private static VipsImage made(
            Vips vips, String operation, Arena arena, MemorySegment from, List<Object> required, Option... options) {
        MemorySegment result = arena.allocate(Vips.POINTER);
        var arguments = new ArrayList<Object>(List.of(from, result));
        arguments.addAll(required);
        vips.operation(operation, arena, arguments, options);
        return new VipsImage(vips, result.get(Vips.POINTER, 0));
    }

    private static byte[] copy(MemorySegment bytes, MemorySegment length) {
        return bytes.get(Vips.POINTER, 0).asSlice(0, length.get(ValueLayout.JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void close() {
        vips.call(void.class, "g_object_unref", pointer);
    }
}
