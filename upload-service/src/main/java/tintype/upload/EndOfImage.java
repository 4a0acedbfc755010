package tintype.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import tintype.contract.Format;

/// Whether a file has the end that its format calls for. What comes after that end is left alone: phones append
/// depth maps and films.
final class EndOfImage {

    private static final int JPEG_START_OF_SCAN = 0xFFDA;
    private static final int JPEG_END = 0xFFD9;
    private static final int PNG_END_CHUNK = 0x49454E44;
    private static final int PNG_END_BYTES = 8;
    private static final byte GIF_TRAILER = 0x3B;
    private static final int RIFF_HEADER = 8;

    private EndOfImage() {}

    static boolean isThere(Path file, Format format) throws IOException {
        try (var channel = FileChannel.open(file)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return switch (format) {
                case JPEG -> endsAsJpeg(bytes);
                case PNG -> endsAsPng(bytes);
                case GIF -> bytes.get(bytes.limit() - 1) == GIF_TRAILER;
                case WEBP -> endsAsRiff(bytes);
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

    private static boolean endsAsRiff(ByteBuffer bytes) {
        long length = Integer.toUnsignedLong(bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(4));
        return bytes.limit() >= RIFF_HEADER + length;
    }
}
