package tintype.endtoend.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What users were told, written down before they ask and after they are answered. The file is for people; what is checked
/// is in memory.
public final class Ledger implements AutoCloseable {

    private static final double RECENT = 0.8;
    private static final int RECENT_COUNT = 50;

    private final BufferedWriter lines;
    private final List<Upload> uploads = new ArrayList<>();

    public Ledger(Path file) {
        try {
            this.lines = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    synchronized void note(String what) {
        try {
            lines.write(Instant.now() + " " + what);
            lines.newLine();
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot note '" + what + "'", e);
        }
    }

    synchronized void acknowledged(Upload upload) {
        note("uploaded " + upload.original() + " " + upload.sha256());
        uploads.add(upload);
    }

    public synchronized List<Upload> uploads() {
        return List.copyOf(uploads);
    }

    /// A live one: four times in five one of the latest, as people look at photos.
    synchronized Optional<Upload> any(RandomGenerator random) {
        if (uploads.isEmpty()) {
            return Optional.empty();
        }
        boolean recent = random.nextDouble() < RECENT;
        int from = recent ? Math.max(0, uploads.size() - RECENT_COUNT) : 0;
        Upload drawn = uploads.get(random.nextInt(from, uploads.size()));
        return Optional.of(drawn).filter(upload -> upload.state().get() == Upload.State.LIVE);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the ledger", e);
        }
    }
}
