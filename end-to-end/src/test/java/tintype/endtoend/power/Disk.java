package tintype.endtoend.power;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A disk of its own: an ext4 filesystem in a file. A copy of the file is the disk as a power cut leaves it: what the
/// kernel has not written yet is not in it.
///
/// ext4 is told not to help: no commit of its journal but by `fsync` (`commit=600`), no data before the metadata that
/// leads to it (`data=writeback`), no flush when a file takes another's place (`noauto_da_alloc`).
public final class Disk implements AutoCloseable {

    private static final String UNHELPFUL = "loop,data=writeback,commit=600,noauto_da_alloc";
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path file;
    private final Path root;

    private Disk(Path file, Path root) {
        this.file = file;
        this.root = root;
    }

    /// Why there are no such disks here; empty when there are.
    public static Optional<String> trouble() {
        try {
            Path directory = Files.createTempDirectory("tintype-disk");
            Path file = directory.resolve("disk");
            Path root = directory.resolve("mounted");
            try (Disk _ = make(file, root, 16)) {
                return Optional.empty();
            } catch (Command.Failed e) {
                return Optional.of("no ext4 can be mounted from a file, which needs root and loop devices: " + e.getMessage());
            } finally {
                for (Path made : List.of(file, root, directory)) {
                    Files.deleteIfExists(made);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot try to make a disk", e);
        }
    }

    /// Makes one, and mounts it.
    public static Disk make(Path file, Path root, int megabytes) {
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(megabytes * 1024L * 1024);
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a disk in " + file, e);
        }
        // Nothing is left for the kernel to write later by itself, and nothing is kept for root.
        Command.run(
                "mkfs.ext4", "-q", "-F", "-m", "0", "-i", "8192", "-E", "lazy_itable_init=0,lazy_journal_init=0",
                file.toString());
        return new Disk(file, root).mounted();
    }

    private Disk mounted() {
        Command.run("mount", "-o", UNHELPFUL, file.toString(), root.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(this::letGo));
        return this;
    }

    /// A mount would outlive this process; it ends with the last who works on it.
    private void letGo() {
        if (mount().isPresent()) {
            Command.run("umount", "--lazy", root.toString());
        }
    }

    public Path root() {
        return root;
    }

    /// The disk as it is now, in another file. Whoever writes to this one stands still meanwhile; should the kernel have
    /// written while it was copied, the copy is of no moment, and is made again.
    Path copy(Path to) {
        Path device = device();
        await("a copy while nothing is written").atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            String before = activity(device);
            Command.run("cp", "--sparse=always", file.toString(), to.toString());
            return isIdle(device) && activity(device).equals(before);
        });
        return to;
    }

    /// The same place after the power is back, with what was saved of the disk.
    Disk replacedBy(Path copy) throws IOException {
        close();
        Files.delete(file);
        return new Disk(copy, root).mounted();
    }

    private Path device() {
        return mount().map(line -> Path.of("/sys/block").resolve(Path.of(line.split(" ")[0]).getFileName())).orElseThrow();
    }

    private Optional<String> mount() {
        try (var lines = Files.lines(MOUNTS)) {
            return lines.filter(line -> line.split(" ")[1].equals(root.toString())).reduce((_, last) -> last);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + MOUNTS, e);
        }
    }

    /// Counts of all that was ever read and written.
    private static String activity(Path device) throws IOException {
        return Files.readString(device.resolve("stat"));
    }

    private static boolean isIdle(Path device) throws IOException {
        return Files.readString(device.resolve("inflight")).strip().matches("0 +0");
    }

    @Override
    public void close() {
        if (mount().isPresent()) {
            await("nobody works on " + root).atMost(PATIENCE).ignoreExceptions().until(() -> {
                Command.run("umount", root.toString());
                return true;
            });
        }
    }
}
