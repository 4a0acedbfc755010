package tintype.serve.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import tintype.contract.Group;
import tintype.contract.ImageName;
import tintype.contract.Manifest;

/// What a check has found to be wrong or too many lies here for some days, below the day and the path that it had:
/// `quarantine/{date}/07f/{id}/{file}`. No check deletes.
public final class Quarantine {

    public static final String DIRECTORY = "quarantine";

    private static final Logger LOG = Logger.getLogger(Quarantine.class);

    private final Path directory;
    private final Path images;
    private final Map<Group, AtomicLong> counts = new ConcurrentHashMap<>();

    Quarantine(Path data) throws IOException {
        this.directory = data.resolve(DIRECTORY);
        this.images = data.resolve(ImageName.ROOT);
        Durably.createDirectories(directory);
    }

    /// @param unwanted a file, an image or a group below the directory of images
    void take(Group group, Path unwanted) throws IOException {
        Path place = move(unwanted);
        Durably.force(unwanted.getParent());
        LOG.warnf("%s is in quarantine: %s", unwanted, place);
        count(group).addAndGet(publicFiles(place));
    }

    /// One at a time, so that no two find the same place free.
    private synchronized Path move(Path unwanted) throws IOException {
        Path place = free(today().resolve(images.relativize(unwanted)));
        Durably.createDirectories(place.getParent());
        Durably.rename(unwanted, place);
        return place;
    }

    private Path today() {
        return directory.resolve(LocalDate.now(ZoneOffset.UTC).toString());
    }

    /// What is there already stays.
    private static Path free(Path wanted) {
        Path place = wanted;
        for (int number = 1; Files.exists(place); number++) {
            place = wanted.resolveSibling(wanted.getFileName() + "." + number);
        }
        return place;
    }

    /// Public files in quarantine.
    public long files(Group group) {
        return count(group).get();
    }

    private AtomicLong count(Group group) {
        return counts.computeIfAbsent(group, _ -> new AtomicLong());
    }

    /// Removes what has been here for longer than that.
    public void expire(Duration kept, LocalDate today) throws IOException {
        for (Path day : children(directory)) {
            if (isOver(day, kept, today)) {
                Trash.remove(day);
                LOG.infof("Removed %s", day);
            }
        }
        count();
    }

    private static boolean isOver(Path day, Duration kept, LocalDate today) {
        try {
            return LocalDate.parse(day.getFileName().toString()).isBefore(today.minusDays(kept.toDays()));
        } catch (DateTimeParseException e) {
            return false; // somebody else's
        }
    }

    /// What lies here since earlier. It may take its time after large moves.
    void count() throws IOException {
        counts.clear();
        for (Path day : children(directory)) {
            for (Path entry : children(day)) {
                String group = entry.getFileName().toString().split("\\.", 2)[0];
                if (Group.parse(group).optional().orElse(null) instanceof Group known) {
                    count(known).addAndGet(publicFiles(entry));
                }
            }
        }
    }

    private static long publicFiles(Path tree) throws IOException {
        Predicate<String> ours = name -> name.equals(Manifest.FILE_NAME) || name.equals(Checksums.FILE_NAME);
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !ours.test(file.getFileName().toString()))
                    .count();
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
