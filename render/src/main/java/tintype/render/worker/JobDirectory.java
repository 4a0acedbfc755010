package tintype.render.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import tintype.render.Rendering;

/// Where a worker puts the variants of one order. Never synced: what is lost is rendered again.
record JobDirectory(Path path) implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(JobDirectory.class);
    private static final String PREFIX = "job";

    static JobDirectory in(Path parent) throws IOException {
        return new JobDirectory(Files.createTempDirectory(Files.createDirectories(parent), PREFIX));
    }

    /// Removes what a service left that was killed: the directories, and libraries that were half unpacked.
    static void sweep(Path parent) throws IOException {
        if (Files.isDirectory(parent)) {
            try (var directories = Files.newDirectoryStream(parent, PREFIX + "*")) {
                directories.forEach(directory -> new JobDirectory(directory).close());
            }
            try (var files = Files.newDirectoryStream(parent, "*.tmp")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
    }

    List<Rendering.Rendered> collect(List<WorkReport.Made> variants) throws IOException {
        List<Rendering.Rendered> rendered = new ArrayList<>();
        for (WorkReport.Made made : variants) {
            byte[] bytes = Files.readAllBytes(path.resolve(made.variant().toString()));
            rendered.add(new Rendering.Rendered(made.variant(), made.size(), bytes));
        }
        return rendered;
    }

    @Override
    public void close() {
        try (var files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(path);
        } catch (IOException e) {
            LOG.warnf("Cannot remove %s: %s", path, e);
        }
    }
}
