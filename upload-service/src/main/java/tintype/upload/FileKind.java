package tintype.upload;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import tintype.contract.Format;

/// What a file is, told by its first bytes alone. What the client says about it counts for nothing.
sealed interface FileKind {

    /// So many bytes are enough for every type that is told apart.
    int HEAD = 32;

    record Photo(Format format) implements FileKind {}

    /// An image of a type that is not taken.
    record OtherImage(String name) implements FileKind {}

    record NoImage() implements FileKind {}

    static FileKind of(byte[] head) {
        FileType type = detect(head);
        return switch (type) {
            case Jpeg -> new Photo(Format.JPEG);
            case Png -> new Photo(Format.PNG);
            case Gif -> new Photo(Format.GIF);
            case WebP -> new Photo(Format.WEBP);
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
