package tintype.endtoend.power;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.contract.groups.NodeName;

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
}
