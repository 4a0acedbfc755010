package tintype.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tintype.contract.Format;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.upload.photo.PhotoHeader;

/// A photo that was received whole and found good; its file lives until this is closed.
record SpooledPhoto(
        Path file, Sha256 sha256, long bytes, Format format, PhotoHeader header, @Nullable String fileName)
        implements AutoCloseable {

    Manifest manifest(ImageKey key, Map<String, String> labels) {
        return new Manifest(
                key.group(),
                key.id(),
                sha256,
                bytes,
                format,
                header.upright().width(),
                header.upright().height(),
                header.frames(),
                fileName,
                key.id().createdAt(),
                labels);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + file + " from the spool", e);
        }
    }
}
