package tintype.endtoend.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tintype.endtoend.load.Site;
import tintype.endtoend.suite.Machine;
import tintype.endtoend.suite.Operator;
import tintype.endtoend.suite.Suite;

/// A site that survives any one thing: two copies of each group on three nodes, two gateways, an upload-service for each.
/// Its third node is reached over a [Wire]; that node and the second upload-service can be stopped at a [WritePoint].
final class Farm implements AutoCloseable {

    static final List<String> PROCESSES = List.of(
            "node-1", "node-2", "node-3", "gateway", "gateway-2", "upload-service", "upload-2", "thumbnail-service",
            "metadata-service", "kafka", "postgres");
    static final List<String> NODES = List.of("node-1", "node-2", "node-3");

    private static final int GROUPS = 128;
    private static final Duration BACK = Duration.ofMinutes(3);
    private static final Map<String, String> SETTINGS = Map.of(
            "TINTYPE_GROUPS", Integer.toString(GROUPS),
            "TINTYPE_NODES_HEARTBEAT", "PT1S",
            "TINTYPE_MOVES_GRACE", "PT2S",
            "TINTYPE_MOVES_CONCURRENT", "32",
            "TINTYPE_MOVES_RATE", "512M",
            "TINTYPE_MOVES_REPAIR_RATE", "512M",
            "TINTYPE_MOVES_INTERVAL", "PT0.5S",
            "TINTYPE_NODE_GROUP_WORKERS", "8",
            "TINTYPE_NODE_COMPARE_INTERVAL", "PT10S");

    private final Suite suite;
    private final Map<String, String> settings;
    private final Operator operator;
    private final Wire wire;
    private final Map<String, Machine> machines;
    private final Map<String, Integer> breakpoints;

    interface Act {
        void run() throws Exception;
    }

    private Farm(Suite suite, Map<String, String> settings) throws IOException {
        this.suite = suite;
        this.settings = settings;
        this.operator = new Operator(suite);
        int port = suite.port();
        this.breakpoints = Map.of("node-3", port + 18, "upload-2", port + 19);
        this.wire = Wire.between(port + 15, port + 13);
        Machine upload = Machine.uploadService(suite, "upload-2", port + 14, settings("upload-2"));
        this.machines = Map.of(
                "node-3", Machine.node(suite, "node-3", port + 13, settings("node-3")),
                "upload-2", upload,
                "gateway-2",
                Machine.gateway(suite, port + 17, Map.of("TINTYPE_UPLOAD_URL", upload.url(), "TINTYPE_GROUPS", "" + GROUPS)));
    }

    private Map<String, String> settings(String name) {
        var all = new HashMap<>(settings);
        all.putAll(Breakpoint.listeningAt(breakpoints.get(name)));
        return all;
    }

    /// @param patience with nodes that do not answer, before they are taken for dead
    static Farm start(Path directory, Duration patience) throws Exception {
        var settings = new HashMap<>(SETTINGS);
        settings.put("TINTYPE_NODES_PATIENCE", patience.toString());
        Suite suite = Suite.start(
                Suite.freePort(), directory.resolve("data"), settings, "--nodes", "2", "--groups", "" + GROUPS);
        var farm = new Farm(suite, settings);
        try {
            farm.machines.values().forEach(Machine::start);
            farm.machines.values().forEach(Machine::awaitReady);
            farm.operator.add(farm.wire.url());
            farm.operator.keep(2);
            farm.recover();
        } catch (RuntimeException | Error e) {
            farm.close();
            throw e;
        }
        return farm;
    }

    Suite suite() {
        return suite;
    }

    Operator operator() {
        return operator;
    }

    Wire wire() {
        return wire;
    }

    Site site() {
        return Site.at(List.of(suite.url(), machine("gateway-2").url()));
    }

    /// By which a node joins.
    String urlOf(String node) {
        return switch (node) {
            case "node-3" -> wire.url();
            default -> suite.nodeUrls().get(NODES.indexOf(node));
        };
    }

    private Machine machine(String name) {
        Machine machine = machines.get(name);
        if (machine == null) {
            throw new IllegalArgumentException("No machine is called " + name);
        }
        return machine;
    }

    /// With its own children: the workers of one service, the backends of PostgreSQL.
    List<ProcessHandle> processes(String name) {
        ProcessHandle process = machines.containsKey(name) ? machine(name).process() : suite.process(name);
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    Breakpoint breakpoint(WritePoint point) throws IOException {
        return Breakpoint.at(point, breakpoints.get(point.process()));
    }

    void kill(WritePoint point) throws InterruptedException {
        machine(point.process()).kill();
        machine(point.process()).start().awaitReady();
    }

    /// The launcher starts again what dies; while it stands still, nobody does.
    void whileNobodyStarts(List<String> parts, Act act) throws Exception {
        Map<String, Long> before = new HashMap<>();
        parts.forEach(part -> before.put(part, suite.timesSaid(part + " is back")));
        Signal.STOP.to(suite.launcher());
        try {
            act.run();
        } finally {
            Signal.CONT.to(suite.launcher());
        }
        before.forEach((part, times) ->
                await(part + " is back").atMost(BACK).until(() -> suite.timesSaid(part + " is back") > times));
    }

    /// Until all nodes are heard of again and have some of the groups, and each group has two copies.
    void recover() {
        await("all nodes answer").atMost(BACK).ignoreExceptions().until(
                () -> NODES.stream().allMatch(node -> operator.state(node).equals("joined") && operator.answers(node)));
        operator.awaitCopies(2);
        if (!operator.homes().stream().flatMap(List::stream).toList().containsAll(NODES)) {
            spread();
        }
    }

    private void spread() {
        await("a rebalance").atMost(BACK).until(operator::triesToRebalance);
        operator.awaitGroups(2, NODES);
    }

    @Override
    public void close() throws Exception {
        try (suite; wire) {
            for (Machine machine : machines.values()) {
                machine.close();
            }
        }
    }
}
