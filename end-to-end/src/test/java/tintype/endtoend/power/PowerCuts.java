package tintype.endtoend.power;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import tintype.cluster.GroupMaps;
import tintype.contract.Node;
import tintype.contract.NodeName;

/// A serving node loses its power again and again while it is written to, and starts each time on what is left of its
/// disk. `bench/faults/power-cuts.sh` runs it at length, [PowerCutsIT] in short.
final class PowerCuts implements AutoCloseable {

    /// @param images that were sent, whole or in part
    /// @param broken promises, a line each
    record Outcome(int cuts, int images, Writers.Count acknowledged, List<String> broken) {}

    /// When the power goes. A later write forces the disk for an earlier one, too; so the last write of all has to be
    /// looked at, and with nothing beside it.
    private enum Moment {
        UNDER_LOAD,
        AFTER_AN_UPLOAD,
        AFTER_VARIANTS,
        AFTER_A_DELETION;

        static Moment of(int cut) {
            return values()[cut % values().length];
        }
    }

    private static final NodeName NAME = new NodeName("node-1");
    private static final String TOKEN = "a-token-that-is-long-enough";
    private static final int MEGABYTES = 2_048;
    private static final int LEAST_MILLIS = 300;
    private static final int MOST_MILLIS = 1_500;
    private static final Duration TO_BE_TOLD = Duration.ofSeconds(30);

    private final Path directory;
    private final Map<String, String> environment;
    private final SplittableRandom random;
    private final int port = freePorts();
    private final Broker broker;
    private final Announcements announcements;
    private final Ledger ledger;
    private final StoreClient client;
    private final Writers writers;
    private Disk disk;
    private Program node;
    private long mapVersion;

    /// @param environment of the node, beside what it needs
    private PowerCuts(Path directory, long seed, Map<String, String> environment)
            throws ExecutionException, InterruptedException {
        this.directory = directory;
        this.environment = environment;
        this.random = new SplittableRandom(seed);
        this.ledger = new Ledger(directory.resolve("ledger"));
        this.disk = Disk.make(directory.resolve("disk-0"), directory.resolve("mounted"), MEGABYTES);
        this.broker = Broker.start(port + 1, directory);
        this.announcements = new Announcements(broker.address(), NAME.text());
        this.client = StoreClient.of("http://127.0.0.1:" + port, TOKEN);
        announceMap();
        this.node = startNode();
        this.writers = new Writers(client, announcements, ledger, random);
    }

    /// @param arguments how many cuts, the seed, and a library to preload into the node, if any
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("tintype-power-cuts");
        long seed = Long.parseLong(arguments[1]);
        Map<String, String> lies = arguments.length > 2 ? Map.of("LD_PRELOAD", arguments[2]) : Map.of();
        Outcome outcome = run(directory, Integer.parseInt(arguments[0]), seed, lies);
        System.out.printf("seed %d, %d cuts: %s; %d images, %d promises broken; the rest of it in %s%n",
                seed, outcome.cuts(), outcome.acknowledged(), outcome.images(), outcome.broken().size(), directory);
        System.exit(outcome.broken().isEmpty() ? 0 : 1);
    }

    static Outcome run(Path directory, int cuts, long seed, Map<String, String> environment) throws Exception {
        try (var power = new PowerCuts(directory, seed, environment)) {
            Set<String> broken = new LinkedHashSet<>();
            int cut = 0;
            for (; cut < cuts && power.node.isAlive(); cut++) {
                List<String> now = power.cut(cut).stream().filter(broken::add).toList();
                System.out.printf("cut %d, %s: %d images, %d promises broken%n",
                        cut + 1, Moment.of(cut), power.ledger.size(), now.size());
                now.forEach(System.out::println);
            }
            return new Outcome(cut, power.ledger.size(), power.writers.count(), List.copyOf(broken));
        }
    }

    /// Some load, the cut, and the start after it. The writers are halted before and afterwards.
    private List<String> cut(int number) throws Exception {
        Moment moment = Moment.of(number);
        announceMap();
        writers.resume();
        Thread.sleep(random.nextInt(LEAST_MILLIS, MOST_MILLIS));
        if (moment != Moment.UNDER_LOAD) {
            writers.halt();
            last(moment);
        }
        node.freeze();
        Path copy = disk.copy(directory.resolve("disk-" + (number + 1)));
        Map<TopicPartition, OffsetAndMetadata> committed = announcements.committed();
        node.close();
        if (moment == Moment.UNDER_LOAD) {
            writers.halt();
        }
        ledger.note("the power is cut");
        disk = disk.replacedBy(copy);
        List<String> broken = new ArrayList<>(Audit.of(data(), ledger, committed, mapVersion));
        try {
            node = startNode();
            broken.addAll(new Questions(client, ledger).broken(committed));
        } catch (Program.Ended e) {
            broken.add("on what is left of its disk, " + e.getMessage().lines().toList().getLast());
        }
        return broken;
    }

    /// The last thing that happens on the disk.
    private void last(Moment moment) throws InterruptedException {
        switch (moment) {
            case UNDER_LOAD -> {}
            case AFTER_AN_UPLOAD -> writers.once(Writers.Act.UPLOAD);
            case AFTER_VARIANTS -> writers.once(Writers.Act.VARIANTS);
            case AFTER_A_DELETION -> {
                Announcements.Place place = writers.once(Writers.Act.DELETION).deletion().orElseThrow();
                await("the node has heard of a deletion")
                        .atMost(TO_BE_TOLD)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> place.isBefore(announcements.committed()));
            }
        }
    }

    /// A newer one than ever; returns when the node, if there is one, obeys it.
    private void announceMap() throws InterruptedException {
        mapVersion++;
        announcements.map(GroupMaps.version(mapVersion, List.of(new Node(NAME, URI.create(client.url()), null))));
        if (node != null) {
            await("the node obeys map " + mapVersion)
                    .atMost(TO_BE_TOLD)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> client.status().mapVersion() == mapVersion);
        }
    }

    private Path data() {
        return disk.root().resolve("node");
    }

    private Program startNode() {
        Path jar = Program.home("serve-service/target/quarkus-app/quarkus-run.jar");
        var settings = new HashMap<>(environment);
        settings.putAll(Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "TINTYPE_KAFKA", broker.address(),
                "TINTYPE_TOKEN", TOKEN,
                "TINTYPE_DATA", data().toString(),
                "TINTYPE_NODE_NAME", NAME.text(),
                "TINTYPE_THUMBNAIL_URL", "http://127.0.0.1:1"));
        List<String> arguments = List.of(
                "-XX:AOTCache=" + Program.home("serve-service/target/node.aot"),
                // The more often it says that deletions are done, the more of them have to be.
                "-Dmp.messaging.incoming.images.auto.commit.interval.ms=100",
                "-jar", jar.toString());
        return Program.start("the node", arguments, settings, directory.resolve("node.log")).awaitReady(client::isReady);
    }

    /// The first of three ports in a row that are free.
    private static int freePorts() {
        return IntStream.iterate(27_080, base -> base < 60_000, base -> base + 10)
                .filter(base -> IntStream.range(base, base + 3).allMatch(PowerCuts::isFree))
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
        writers.close();
        node.close();
        announcements.close();
        broker.close();
        disk.close();
        client.close();
        ledger.close();
    }
}
