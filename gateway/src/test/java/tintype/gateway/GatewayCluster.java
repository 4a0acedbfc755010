package tintype.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import tintype.contract.Assignment;
import tintype.contract.Group;
import tintype.contract.GroupMap;
import tintype.contract.Node;
import tintype.contract.NodeName;
import tintype.contract.Presets;

/// Scripted nodes and services, and a map on disk that knows the nodes. Kafka is not needed to start.
public class GatewayCluster implements QuarkusTestResourceLifecycleManager {

    /// Read from node-1 alone, from node-1 and then node-2, from a node that is down and then node-2, and from it alone.
    static final String OF_ONE = path("000");
    static final String OF_BOTH = path("001");
    static final String OF_DEAD_AND_TWO = path("002");
    static final String OF_DEAD = path("003");

    private static final List<List<String>> READERS =
            List.of(List.of("node-1"), List.of("node-1", "node-2"), List.of("dead", "node-2"), List.of("dead"));

    static ScriptedServer one;
    static ScriptedServer two;
    static ScriptedServer uploads;
    static ScriptedServer catalogue;
    private static Path data;

    private static String path(String group) {
        return "/g/" + group + "/01m831qexxeyj80sy3v8ab5jre/original.jpg";
    }

    @Override
    public Map<String, String> start() {
        one = new ScriptedServer();
        two = new ScriptedServer();
        uploads = new ScriptedServer();
        catalogue = new ScriptedServer();
        try {
            data = Files.createTempDirectory("gateway");
            Files.write(data.resolve("group-map.json"), map(1, READERS).print());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the test cluster", e);
        }
        return Map.ofEntries(
                Map.entry("tintype.token", "a-token-that-is-long-enough"),
                Map.entry("tintype.data", data.toString()),
                Map.entry("tintype.upload.url", uploads.url().toString()),
                Map.entry("tintype.metadata.url", catalogue.url().toString()),
                Map.entry("tintype.gateway.node-timeout", "1s"),
                Map.entry("tintype.gateway.service-timeout", "1s"),
                Map.entry("tintype.gateway.idle-timeout", "8s"),
                Map.entry("tintype.gateway.drain", "2s"),
                Map.entry("tintype.gateway.connections", "4"),
                Map.entry("tintype.gateway.waiting", "4"),
                Map.entry("quarkus.http.test-port", "0"));
    }

    /// The groups not named here are read like the first.
    static GroupMap map(long version, List<List<String>> readers) {
        List<Node> nodes = List.of(
                new Node(new NodeName("node-1"), one.url(), null),
                new Node(new NodeName("node-2"), two.url(), null),
                new Node(new NodeName("dead"), URI.create("http://127.0.0.1:1"), null));
        List<Assignment> groups = IntStream.range(0, Group.DEFAULT_COUNT)
                .mapToObj(number -> {
                    List<NodeName> home = readers.get(number < readers.size() ? number : 0).stream()
                            .map(NodeName::new)
                            .toList();
                    return new Assignment(new Group(number), 1, home, home, Assignment.State.WRITABLE);
                })
                .toList();
        return new GroupMap(new UUID(0, 0), version, Group.DEFAULT_COUNT, Presets.DEFAULT, nodes, groups);
    }

    static List<List<String>> readers() {
        return READERS;
    }

    static void forget() {
        List.of(one, two, uploads, catalogue).forEach(ScriptedServer::forget);
    }

    @Override
    public void stop() {
        List.of(one, two, uploads, catalogue).forEach(ScriptedServer::close);
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + data, e);
        }
    }
}
