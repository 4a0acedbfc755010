package tintype.endtoend.power;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tintype.contract.NodeName;

/// A serving node as a process, of a cluster that has nothing else but Kafka.
final class NodeProgram {

    static final String TOKEN = "a-token-that-is-long-enough";

    private NodeProgram() {}

    static StoreClient clientOf(int port) {
        return StoreClient.of("http://127.0.0.1:" + port, TOKEN);
    }

    /// Returns when it is ready.
    ///
    /// @param settings as environment, beside what it needs
    static Program start(NodeName name, int port, Broker kafka, Path data, Map<String, String> settings, Path log) {
        var environment = new HashMap<>(settings);
        environment.putAll(Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "TINTYPE_KAFKA", kafka.address(),
                "TINTYPE_TOKEN", TOKEN,
                "TINTYPE_DATA", data.toString(),
                "TINTYPE_NODE_NAME", name.text(),
                "TINTYPE_THUMBNAIL_URL", "http://127.0.0.1:1"));
        List<String> arguments = List.of(
                "-XX:AOTCache=" + Program.home("serve-service/target/node.aot"),
                // The more often it says that deletions are done, the more of them have to be.
                "-Dmp.messaging.incoming.images.auto.commit.interval.ms=100",
                "-jar", Program.home("serve-service/target/quarkus-app/quarkus-run.jar").toString());
        StoreClient client = clientOf(port);
        return Program.start(name.text(), arguments, environment, log).awaitReady(client::isReady);
    }

    /// The first of so many in a row that are free.
    static int freePorts(int count) {
        return IntStream.iterate(27_080, base -> base < 60_000, base -> base + 10)
                .filter(base -> IntStream.range(base, base + count).allMatch(NodeProgram::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
