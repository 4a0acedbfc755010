package tintype.upload.photo;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import tintype.contract.Format;

/// What a file is, told by its first bytes alone. What the client says about it counts for nothing.
public sealed interface FileKind {

    /// So many bytes are enough for every type that is told apart; most need 16, SVG stands behind comments.
    int HEAD = 512;

    record Photo(Format format) implements FileKind {}

    /// What phones of one maker write.
    record Heic() implements FileKind {}

    /// An image of a type that is not taken.
    record OtherImage(String name) implements FileKind {}

    record NoImage() implements FileKind {}

    static FileKind of(byte[] head) {
        return switch (Signature.of(head)) {
            case AVIF -> new Photo(Format.AVIF);
            case HEIC -> new Heic();
            case JPEG_XL -> new OtherImage("JPEG XL");
            case JPEG_2000 -> new OtherImage("JPEG 2000");
            case BIG_TIFF -> new OtherImage("BigTIFF");
            case SVG -> new OtherImage("SVG");
            case UNKNOWN -> ofDetected(detect(head));
        };
    }

    private static FileKind ofDetected(FileType type) {
        return switch (type) {
            case Jpeg -> new Photo(Format.JPEG);
            case Png -> new Photo(Format.PNG);
            case Gif -> new Photo(Format.GIF);
            case WebP -> new Photo(Format.WEBP);
            case Tiff -> new Photo(Format.TIFF);
            // The library's list grows with each of its releases.
            default -> isImage(type) ? new OtherImage(type.getLongName()) : new NoImage();
        };
    }

    private static boolean isImage(FileType type) {
        String mediaType = type.getMimeType();
        return mediaType != null && mediaType.startsWith("image/");
    }

    private static FileType detect(byte[] head) {
        try {
            return FileTypeDetector.detectFileType(new BufferedInputStream(new ByteArrayInputStream(head)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the head of a file from memory", e);
        }
    }
}
