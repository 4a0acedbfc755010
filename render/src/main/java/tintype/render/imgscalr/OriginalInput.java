package tintype.render.imgscalr;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;

/// Lets a decoder that takes too long be interrupted, wherever it is: all of them have to read on sooner or later.
/// Knows whether one wanted more than there is.
final class OriginalInput extends FileImageInputStream {

    private final Path file;
    private boolean exhausted;

    OriginalInput(Path file) throws IOException {
        super(file.toFile());
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        requireTime();
        int next = super.read();
        exhausted |= next < 0;
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        requireTime();
        int count = super.read(bytes, offset, length);
        exhausted |= count < 0;
        return count;
    }

    boolean wasExhausted() {
        return exhausted;
    }

    private void requireTime() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("Decoding of " + file + " was interrupted");
        }
    }
}
