package tintype.endtoend.power;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Somebody else's file, which takes what a disk has left until it is closed.
public final class Filler implements AutoCloseable {

    private static final int MEGABYTE = 1 << 20;
    private static final int MOST_ROUNDS = 100;

    private final Path file;
    private final long left;

    private Filler(Path file, long left) {
        this.file = file;
        this.left = left;
    }

    /// Takes all of it, to the last block.
    public static Filler of(Disk disk) {
        return of(disk, 0);
    }

    /// Takes all but so many megabytes.
    public static Filler of(Disk disk, int megabytesLeft) {
        var filler = new Filler(disk.root().resolve("filler"), (long) megabytesLeft * MEGABYTE);
        filler.fill();
        return filler;
    }

    /// Takes what has become free since, too.
    public void fill() {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(out.length());
            // What others have removed becomes free only when the journal is written: so over again.
            for (int round = 0; isTooMuchLeft(); round++) {
                if (round == MOST_ROUNDS) {
                    throw new IllegalStateException("There is always some room left beside " + file);
                }
                grow(out);
                out.getFD().sync();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot fill " + file, e);
        }
    }

    private boolean isTooMuchLeft() {
        return file.getParent().toFile().getUsableSpace() > left;
    }

    private void grow(RandomAccessFile out) throws IOException {
        for (int step = MEGABYTE; step > 0; step /= 2) {
            try {
                while (isTooMuchLeft()) {
                    out.write(new byte[step]);
                }
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("No space left")) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + file, e);
        }
    }
}
