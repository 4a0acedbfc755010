package tintype.thumbnail;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tintype.cluster.map.GroupMaps;
import tintype.cluster.nodes.FakeNode;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageFile.Variant;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Sha256;

/// Two nodes that share the groups, and a map on disk that says so. Kafka is not needed to start.
public class ThumbnailCluster implements QuarkusTestResourceLifecycleManager {

    static final String TOKEN = "a-token-that-is-long-enough";

    /// An even group lives on node one, an odd group on node two.
    static final Group ON_ONE = new Group(6);

    static FakeNode one;
    static FakeNode two;
    static Path data;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("thumbnail-service");
            one = new FakeNode("node-1", Files.createDirectory(data.resolve("node-1")));
            two = new FakeNode("node-2", Files.createDirectory(data.resolve("node-2")));
            Files.write(
                    data.resolve("group-map.json"),
                    GroupMaps.dealtOutTo(List.of(one.asNode(), two.asNode())).print());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the test cluster", e);
        }
        return Map.of(
                "tintype.token", TOKEN,
                "tintype.data", data.toString(),
                // Nobody listens there: events are handed over by the tests.
                "tintype.kafka", "localhost:9",
                "tintype.thumbnail.concurrent-requests", "4",
                "quarkus.http.test-port", "0");
    }

    /// An image as upload-service leaves it on a node.
    static Manifest stored(byte[] original, Format type, int width, int height) {
        var manifest = new Manifest(
                ON_ONE, ImageId.next(), Sha256.of(original), original.length, type, width, height, 1, null,
                Instant.now(), Map.of());
        Path file = one.path(manifest.original());
        try {
            Files.createDirectories(file.getParent());
            Files.write(file.resolveSibling(Manifest.FILE_NAME), Json.print(manifest));
            Files.write(file, original);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot store " + file, e);
        }
        return manifest;
    }

    static Path file(ImageKey image, Variant variant) {
        return one.path(image.name(variant));
    }

    private static void deleteAll(Path directory) {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + directory, e);
        }
    }

    @Override
    public void stop() {
        one.close();
        two.close();
        deleteAll(data);
    }
}
