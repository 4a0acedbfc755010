package tintype.serve;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tintype.cluster.map.GroupMaps;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.serve.disk.Trash;

/// A map on disk that gives this node every other group, and a thumbnail-service that answers as it is told.
/// Kafka is away.
public class NodeCluster implements QuarkusTestResourceLifecycleManager {

    public static final String TOKEN = "a-token-that-is-long-enough";
    public static final long EPOCH = 1;

    public static Path data;
    public static FakeRenderer renderer;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("serve-service");
            renderer = new FakeRenderer();
            Files.write(
                    data.resolve("group-map.json"),
                    GroupMaps.dealtOutTo(List.of(node("node-1"), node("node-2"))).print());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the test cluster", e);
        }
        return Map.of(
                "tintype.token", TOKEN,
                "tintype.data", data.toString(),
                "tintype.node.name", "node-1",
                "tintype.node.max-bytes", "1M",
                "tintype.node.render-waiters", "50",
                "tintype.node.render-deadline", "2s",
                "tintype.thumbnail.url", renderer.url().toString(),
                "kafka.bootstrap.servers", "localhost:1",
                "quarkus.http.test-port", "0");
    }

    private static Node node(String name) {
        return new Node(new NodeName(name), URI.create("http://localhost:1"), null);
    }

    @Override
    public void stop() {
        renderer.close();
        try {
            Trash.remove(data);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + data, e);
        }
    }
}
