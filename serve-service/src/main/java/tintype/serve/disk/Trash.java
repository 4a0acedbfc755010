package tintype.serve.disk;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes directories away at once and removes them in the background.
public final class Trash implements AutoCloseable {

    static final String DIRECTORY = "trash";

    private static final Logger LOG = Logger.getLogger(Trash.class);

    private final Path directory;
    /// The trash itself is the queue; a permit only says that there may be something in it.
    private final Semaphore full = new Semaphore(1);
    private final Thread collector = Thread.ofVirtual().name("trash").unstarted(this::collect);

    /// @param directory exists; what a former process left in it is removed, too
    Trash(Path directory) {
        this.directory = directory;
        collector.start();
    }

    void take(Path unwanted) throws IOException {
        Files.move(unwanted, directory.resolve(UUID.randomUUID().toString()), StandardCopyOption.ATOMIC_MOVE);
        full.release();
    }

    private void collect() {
        try {
            while (true) {
                full.acquire();
                full.drainPermits();
                empty();
            }
        } catch (InterruptedException e) {
            LOG.debug("The trash is no longer emptied");
        }
    }

    private void empty() {
        try (var unwanted = Files.newDirectoryStream(directory)) {
            for (Path tree : unwanted) {
                remove(tree);
            }
        } catch (IOException e) {
            LOG.warnf(e, "Cannot empty %s; it is tried again with the next deletion", directory);
        }
    }

    public static void remove(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        collector.interrupt();
    }
}
