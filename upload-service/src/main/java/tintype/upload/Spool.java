package tintype.upload;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tintype.cluster.ClusterConfig;
import tintype.cluster.http.FailureException;
import tintype.contract.Format;
import tintype.contract.Sha256;
import tintype.upload.photo.FileKind;
import tintype.upload.photo.PhotoHeader;

/// Where uploads lie until a group of nodes has them. Nothing in it survives a restart, as nothing was promised yet.
@Startup
@ApplicationScoped
class Spool {

    private static final int BUFFER = 1 << 18;

    private final Path directory;
    private final UploadConfig limits;

    Spool(ClusterConfig cluster, UploadConfig limits) {
        this.directory = cluster.data().resolve("spool");
        this.limits = limits;
        try {
            Files.createDirectories(directory);
            try (var leftovers = Files.newDirectoryStream(directory)) {
                for (Path leftover : leftovers) {
                    Files.delete(leftover);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty the spool " + directory, e);
        }
    }

    /// Takes a file to its end, unless it is refused before.
    ///
    /// @throws FailureException when it is refused
    SpooledPhoto receive(Part.File part) {
        Path file = newFile();
        try {
            return receive(part.bytes(), file, part.name());
        } catch (FailureException e) {
            discard(file, e);
            String name = part.name();
            throw name == null ? e : new FailureException(e.failure(), e.problem().with("file", name), e.getCause());
        } catch (IOException e) {
            var left = new FailureException(UploadFailure.INCOMPLETE_BODY, e);
            discard(file, left);
            throw left;
        }
    }

    private SpooledPhoto receive(InputStream bytes, Path file, @Nullable String name) throws IOException {
        var inspection = new Inspection(limits, file);
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        byte[] head = new byte[0];
        long received = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                write(buffer, n, out);
                digest.update(buffer, 0, n);
                received += n;
                head = grown(head, buffer, n);
                inspection.look(head, received).ifPresent(no -> {
                    throw new FailureException(no.why(), no.detail());
                });
            }
        }
        return switch (inspection.conclude(head, received)) {
            case Inspection.Verdict.Accepted(Format format, PhotoHeader header) ->
                new SpooledPhoto(file, Sha256.of(digest), received, format, header, name);
            case Inspection.Verdict.Refused(UploadFailure why, String detail) -> throw new FailureException(why, detail);
        };
    }

    /// Apart from reading, as a full disk is our fault and a broken connection is not.
    private static void write(byte[] buffer, int n, OutputStream out) {
        try {
            out.write(buffer, 0, n);
        } catch (IOException e) {
            throw new FailureException(UploadFailure.SPOOL_UNAVAILABLE, e);
        }
    }

    private static byte[] grown(byte[] head, byte[] buffer, int n) {
        int missing = Math.min(FileKind.HEAD - head.length, n);
        if (missing <= 0) {
            return head;
        }
        byte[] longer = Arrays.copyOf(head, head.length + missing);
        System.arraycopy(buffer, 0, longer, head.length, missing);
        return longer;
    }

    private Path newFile() {
        try {
            return Files.createTempFile(directory, "upload-", null);
        } catch (IOException e) {
            throw new FailureException(UploadFailure.SPOOL_UNAVAILABLE, e);
        }
    }

    private static void discard(Path file, FailureException because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
