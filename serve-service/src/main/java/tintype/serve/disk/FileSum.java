package tintype.serve.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import tintype.contract.Sha256;

/// The sum of a file's bytes as they are on the disk now.
public final class FileSum {

    private static final int BUFFER = 1 << 17;

    /// Told of each piece that was read.
    public interface Reading {
        void passed(int bytes) throws IOException, InterruptedException;
    }

    private FileSum() {}

    public static Sha256 of(Path file, Reading reading) throws IOException, InterruptedException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                digest.update(buffer, 0, n);
                reading.passed(n);
            }
        }
        return Sha256.of(digest);
    }

    /// As fast as it goes.
    public static Sha256 of(Path file) throws IOException {
        try {
            return of(file, _ -> {});
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nothing here waits", e);
        }
    }
}
