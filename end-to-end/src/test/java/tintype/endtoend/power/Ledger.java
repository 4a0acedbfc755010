package tintype.endtoend.power;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import tintype.contract.ImageKey;

/// All that the node was asked and has acknowledged, kept elsewhere than on its disk. The file is for people; what is
/// checked is in memory.
final class Ledger implements AutoCloseable {

    private final BufferedWriter lines;
    private final Map<ImageKey, Photo> photos = new LinkedHashMap<>();
    private final Set<Photo> lost = new HashSet<>();

    Ledger(Path file) {
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

    synchronized void add(Photo photo) {
        photos.put(photo.key(), photo);
    }

    /// All but those that were found to be lost.
    synchronized List<Photo> photos() {
        return photos.values().stream().filter(photo -> !lost.contains(photo)).toList();
    }

    /// Empty when nobody has sent it.
    synchronized Optional<Photo> photo(ImageKey key) {
        return Optional.ofNullable(photos.get(key));
    }

    synchronized int size() {
        return photos.size();
    }

    Optional<Photo> any(SplittableRandom random, Predicate<Photo> kind) {
        List<Photo> some = new ArrayList<>(photos());
        some.removeIf(kind.negate());
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }

    /// What is lost is told once.
    synchronized void lost(Photo photo) {
        lost.add(photo);
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
