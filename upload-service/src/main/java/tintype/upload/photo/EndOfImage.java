package tintype.upload.photo;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import tintype.contract.Format;

/// Whether a file has the end that its format calls for. What comes after that end is left alone: phones append
/// depth maps and films.
public final class EndOfImage {

    private static final int JPEG_START_OF_SCAN = 0xFFDA;
    private static final int JPEG_END = 0xFFD9;
    private static final int PNG_END_CHUNK = 0x49454E44;
    private static final int PNG_END_BYTES = 8;
    private static final byte GIF_TRAILER = 0x3B;
    private static final byte GIF_EXTENSION = 0x21;
    private static final byte GIF_IMAGE = 0x2C;
    private static final int GIF_SCREEN_END = 13;
    private static final int GIF_IMAGE_HEAD = 10;
    private static final int RIFF_HEADER = 8;

    private EndOfImage() {}

    public static boolean isThere(Path file, Format format) throws IOException {
        try (var channel = FileChannel.open(file);
                var arena = Arena.ofConfined()) {
            ByteBuffer bytes = channel.map(READ_ONLY, 0, channel.size(), arena).asByteBuffer();
            return switch (format) {
                case JPEG -> endsAsJpeg(bytes);
                case PNG -> endsAsPng(bytes);
                case GIF -> endsAsGif(bytes);
                case WEBP -> endsAsRiff(bytes);
                case AVIF -> endsAsBoxes(bytes);
                case TIFF -> TiffPages.in(bytes).areWhole();
            };
        }
    }

    /// Within scans 0xFF is always stuffed (ITU T.81, F.1.2.3), so an end marker behind the first scan is one.
    private static boolean endsAsJpeg(ByteBuffer bytes) {
        int scan = firstScan(bytes);
        for (int at = bytes.limit() - 2; scan > 0 && at > scan; at--) {
            if (Short.toUnsignedInt(bytes.getShort(at)) == JPEG_END) {
                return true;
            }
        }
        return false;
    }

    /// Steps over the segments of the header, whose embedded thumbnails have ends of their own; 0 when no scan begins.
    private static int firstScan(ByteBuffer bytes) {
        int at = 2;
        while (at + 4 <= bytes.limit()) {
            int marker = Short.toUnsignedInt(bytes.getShort(at));
            if (marker == JPEG_START_OF_SCAN) {
                return at;
            }
            boolean fill = marker == 0xFFFF;
            at += fill ? 1 : 2 + Math.max(2, Short.toUnsignedInt(bytes.getShort(at + 2)));
        }
        return 0;
    }

    private static boolean endsAsPng(ByteBuffer bytes) {
        for (int at = bytes.limit() - PNG_END_BYTES; at > 0; at--) {
            if (bytes.getInt(at) == PNG_END_CHUNK) {
                return true;
            }
        }
        return false;
    }

    /// Steps from block to block (GIF89a, sections 17 to 27) until the trailer.
    private static boolean endsAsGif(ByteBuffer bytes) {
        int at = GIF_SCREEN_END + colourTable(bytes, GIF_SCREEN_END - 3);
        while (at < bytes.limit()) {
            switch (bytes.get(at)) {
                case GIF_TRAILER -> {
                    return true;
                }
                case GIF_EXTENSION -> at = afterSubBlocks(bytes, at + 2);
                case GIF_IMAGE -> at = at + GIF_IMAGE_HEAD < bytes.limit()
                        ? afterSubBlocks(bytes, at + GIF_IMAGE_HEAD + 1 + colourTable(bytes, at + GIF_IMAGE_HEAD - 1))
                        : bytes.limit();
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    /// Bytes of the colour table that the flags at this place announce.
    private static int colourTable(ByteBuffer bytes, int flagsAt) {
        int flags = flagsAt < bytes.limit() ? bytes.get(flagsAt) : 0;
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 0x07) + 1);
    }

    private static int afterSubBlocks(ByteBuffer bytes, int first) {
        int at = first;
        while (at < bytes.limit() && bytes.get(at) != 0) {
            at += 1 + Byte.toUnsignedInt(bytes.get(at));
        }
        return at + 1;
    }

    /// Every box that begins has its end in the file, and one holds the pixels.
    private static boolean endsAsBoxes(ByteBuffer bytes) {
        var boxes = new IsoBoxes(bytes);
        boolean pixels = false;
        for (Optional<IsoBoxes.Box> box = boxes.next(); box.isPresent(); box = boxes.next()) {
            if (!box.get().isWhole()) {
                return false;
            }
            pixels |= box.get().type().equals("mdat");
        }
        return pixels;
    }

    private static boolean endsAsRiff(ByteBuffer bytes) {
        long length = Integer.toUnsignedLong(bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(4));
        return bytes.limit() >= RIFF_HEADER + length;
    }
}
