package tintype.serve.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tintype.contract.Group;
import tintype.contract.Manifest;

/// How much of each group is here: counted now and then, and kept up in between. Good enough to plan and to show.
public final class Inventory {

    public record Count(long images, long bytes) {
        private static final Count NONE = new Count(0, 0);

        private Count plus(long moreImages, long moreBytes) {
            return new Count(Math.max(0, images + moreImages), Math.max(0, bytes + moreBytes));
        }
    }

    private final Map<Group, Count> counts = new ConcurrentHashMap<>();
    private final Map<Group, AtomicLong> versions = new ConcurrentHashMap<>();

    /// After the change: who counts the group again then sees it.
    void add(Group group, long images, long bytes) {
        counts.merge(group, Count.NONE.plus(images, bytes), (known, _) -> known.plus(images, bytes));
        changed(group);
    }

    /// After a change that makes it neither more nor less.
    void changed(Group group) {
        versionOf(group).incrementAndGet();
    }

    /// As long as it is the same, so is what is here of the group.
    public long version(Group group) {
        return versionOf(group).get();
    }

    private AtomicLong versionOf(Group group) {
        return versions.computeIfAbsent(group, _ -> new AtomicLong());
    }

    public void set(Group group, long images, long bytes) {
        counts.put(group, new Count(images, bytes));
    }

    public Count of(Group group) {
        return counts.getOrDefault(group, Count.NONE);
    }

    public List<Group> groups() {
        return counts.keySet().stream().sorted().toList();
    }

    /// Of the public files of an image.
    public static long bytes(Path home) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                bytes += isPublic(file) ? Files.size(file) : 0;
            }
        } catch (NoSuchFileException e) {
            return bytes; // it goes while it is counted
        }
        return bytes;
    }

    private static boolean isPublic(Path file) {
        String name = file.getFileName().toString();
        return !name.equals(Manifest.FILE_NAME) && !name.equals(Checksums.FILE_NAME);
    }
}
