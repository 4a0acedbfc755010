package tintype.cluster.map;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tintype.contract.Parsed;
import tintype.contract.groups.GroupMap;

/// The last map that a service saw, on its disk, so that it can start while Kafka and PostgreSQL are away.
final class GroupMapFile {

    private final Path file;

    GroupMapFile(Path directory) {
        this.file = directory.resolve("group-map.json");
    }

    /// Empty at first start. A damaged file counts as none: the topic has the map.
    Optional<Parsed<GroupMap>> read() {
        try {
            return Optional.of(GroupMap.parse(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the group map from " + file, e);
        }
    }

    void write(GroupMap map) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.getParent());
            try (var channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                var bytes = ByteBuffer.wrap(map.print());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            // After a power cut the older map must not be back: what has refused an epoch once must refuse it for ever.
            try (var directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the group map to " + file, e);
        }
    }
}
