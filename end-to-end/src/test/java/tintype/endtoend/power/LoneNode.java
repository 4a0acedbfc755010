package tintype.endtoend.power;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import tintype.cluster.GroupMaps;
import tintype.contract.Node;
import tintype.contract.NodeName;

/// A serving node that has all groups, with nobody beside it but Kafka and who is told to write to it.
final class LoneNode implements AutoCloseable {

    private static final NodeName NAME = new NodeName("node-1");
    private static final String TOKEN = "a-token-that-is-long-enough";
    private static final Duration TO_BE_TOLD = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path directory;
    private final Path data;
    private final Map<String, String> settings;
    private final int port = freePorts();
    private final Broker broker;
    private final Announcements announcements;
    private final StoreClient client;
    private Program process;
    private long mapVersion = 1;

    /// Starts it.
    ///
    /// @param directory of logs, and of Kafka
    /// @param settings  as environment, beside what it needs
    LoneNode(Path directory, Path data, Map<String, String> settings) throws ExecutionException, InterruptedException {
        this.directory = directory;
        this.data = data;
        this.settings = settings;
        this.broker = Broker.start(port + 1, directory);
        this.announcements = new Announcements(broker.address(), NAME.text());
        this.client = StoreClient.of("http://127.0.0.1:" + port, TOKEN);
        announceMap();
        this.process = started();
    }

    void start() {
        process = started();
    }

    private Program started() {
        var environment = new HashMap<>(settings);
        environment.putAll(Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "TINTYPE_KAFKA", broker.address(),
                "TINTYPE_TOKEN", TOKEN,
                "TINTYPE_DATA", data.toString(),
                "TINTYPE_NODE_NAME", NAME.text(),
                "TINTYPE_THUMBNAIL_URL", "http://127.0.0.1:1"));
        List<String> arguments = List.of(
                "-XX:AOTCache=" + Program.home("serve-service/target/node.aot"),
                // The more often it says that deletions are done, the more of them have to be.
                "-Dmp.messaging.incoming.images.auto.commit.interval.ms=100",
                "-jar", Program.home("serve-service/target/quarkus-app/quarkus-run.jar").toString());
        return Program.start("the node", arguments, environment, log()).awaitReady(client::isReady);
    }

    Path data() {
        return data;
    }

    StoreClient client() {
        return client;
    }

    Announcements announcements() {
        return announcements;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean hasLogged(String text) throws IOException {
        return Files.readString(log()).contains(text);
    }

    private Path log() {
        return directory.resolve("node.log");
    }

    void freeze() {
        process.freeze();
    }

    void kill() {
        process.close();
    }

    /// Of the newest map that was announced.
    long mapVersion() {
        return mapVersion;
    }

    void announceNewerMap() {
        mapVersion++;
        announceMap();
    }

    private void announceMap() {
        announcements.map(GroupMaps.version(mapVersion, List.of(new Node(NAME, URI.create(client.url()), null))));
    }

    void awaitThatItObeysTheNewestMap() {
        await("the node obeys map " + mapVersion)
                .atMost(TO_BE_TOLD)
                .pollInterval(LOOK)
                .until(() -> client.status().mapVersion() == mapVersion);
    }

    void awaitThatItHasHeardOf(Announcements.Place deletion) {
        await("the node has heard of a deletion")
                .atMost(TO_BE_TOLD)
                .pollInterval(LOOK)
                .until(() -> deletion.isBefore(announcements.committed()));
    }

    /// The first of three ports in a row that are free.
    private static int freePorts() {
        return IntStream.iterate(27_080, base -> base < 60_000, base -> base + 10)
                .filter(base -> IntStream.range(base, base + 3).allMatch(LoneNode::isFree))
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

    @Override
    public void close() {
        kill();
        announcements.close();
        broker.close();
        client.close();
    }
}
