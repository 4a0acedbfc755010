package tintype.upload;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tintype.cluster.map.GroupMaps;
import tintype.cluster.nodes.FakeNode;

/// Two nodes that share the groups, and a map on disk that says so. Kafka is not needed to start.
public class UploadCluster implements QuarkusTestResourceLifecycleManager {

    static FakeNode one;
    static FakeNode two;
    static Path data;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("upload-service");
            one = new FakeNode("node-1", Files.createDirectory(data.resolve("node-1")));
            two = new FakeNode("node-2", Files.createDirectory(data.resolve("node-2")));
            Files.write(
                    data.resolve("group-map.json"),
                    GroupMaps.dealtOutTo(List.of(one.asNode(), two.asNode())).print());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the test cluster", e);
        }
        return Map.of(
                "tintype.token", "a-token-that-is-long-enough",
                "tintype.data", data.toString(),
                "tintype.public-url", "https://img.example.org",
                "tintype.upload.max-bytes", "20M",
                "tintype.upload.store-deadline", "2s",
                "quarkus.http.test-port", "0");
    }

    static List<Path> spooled() {
        try (var files = Files.list(data.resolve("spool"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the spool", e);
        }
    }

    static int originals() {
        return one.originals().size() + two.originals().size();
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
