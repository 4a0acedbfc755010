package tintype.endtoend.power;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import tintype.cluster.map.GroupMaps;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.endtoend.suite.Ports;

/// A serving node that has all groups, with nobody beside it but Kafka and who is told to write to it.
final class LoneNode implements AutoCloseable {

    private static final NodeName NAME = new NodeName("node-1");
    private static final Duration TO_BE_TOLD = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path directory;
    private final Path data;
    private final Map<String, String> settings;
    private final int port = Ports.free(3);
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
        this.client = NodeProgram.clientOf(port);
        announceMap();
        this.process = started();
    }

    void start() {
        process = started();
    }

    private Program started() {
        return NodeProgram.start(NAME, port, broker, data, settings, log());
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

    @Override
    public void close() {
        kill();
        announcements.close();
        broker.close();
        client.close();
    }
}
