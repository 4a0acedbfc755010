package tintype.frontdoor;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import tintype.contract.Group;
import tintype.contract.Presets;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

/// Scripted nodes and services behind the front door that is tested, whichever it is; and the map that knows the nodes.
public final class ScriptedCluster {

    /// Of a node's and a service's time, and of a connection on which nothing moves.
    public static final String PATIENCE = "2s";
    public static final String IDLE = "8s";

    /// Each is read from the nodes in its name, in that order; `DEAD` is one that is down.
    public static final String OF_ONE = path("000");
    public static final String OF_BOTH = path("001");
    public static final String OF_DEAD_AND_TWO = path("002");
    public static final String OF_DEAD = path("003");
    public static final String OF_THREE = path("004");

    private static final List<List<String>> READERS = List.of(
            List.of("node-1"),
            List.of("node-1", "node-2"),
            List.of("dead", "node-2"),
            List.of("dead"),
            List.of("node-1", "node-2", "node-3"));

    private static final UUID CLUSTER = UUID.randomUUID();

    public static ScriptedServer one;
    public static ScriptedServer two;
    public static ScriptedServer three;
    public static ScriptedServer uploads;
    public static ScriptedServer catalogue;

    private static Set<Shortfall> shortfalls = Set.of();

    private ScriptedCluster() {}

    private static String path(String group) {
        return "/g/" + group + "/01m831qexxeyj80sy3v8ab5jre/original.jpg";
    }

    /// @param knownShortfalls of the front door that is tested
    public static void start(Shortfall... knownShortfalls) {
        shortfalls = Set.of(knownShortfalls);
        one = new ScriptedServer();
        two = new ScriptedServer();
        three = new ScriptedServer();
        uploads = new ScriptedServer();
        catalogue = new ScriptedServer();
    }

    static boolean falls(Shortfall shortfall) {
        return shortfalls.contains(shortfall);
    }

    public static GroupMap map() {
        return map(1, READERS);
    }

    /// The groups not named here are read like the first.
    public static GroupMap map(long version, List<List<String>> readers) {
        List<Node> nodes = List.of(
                new Node(new NodeName("node-1"), one.url(), null),
                new Node(new NodeName("node-2"), two.url(), null),
                new Node(new NodeName("node-3"), three.url(), null),
                new Node(new NodeName("dead"), URI.create("http://127.0.0.1:1"), null));
        List<Assignment> groups = IntStream.range(0, Group.DEFAULT_COUNT)
                .mapToObj(number -> {
                    List<NodeName> home = readers.get(number < readers.size() ? number : 0).stream()
                            .map(NodeName::new)
                            .toList();
                    return new Assignment(new Group(number), 1, home, home, Assignment.State.WRITABLE);
                })
                .toList();
        return new GroupMap(CLUSTER, version, Group.DEFAULT_COUNT, Presets.DEFAULT, nodes, groups);
    }

    public static List<List<String>> readers() {
        return READERS;
    }

    public static URI uploadService() {
        return uploads.url();
    }

    public static URI metadataService() {
        return catalogue.url();
    }

    private static List<ScriptedServer> all() {
        return List.of(one, two, three, uploads, catalogue);
    }

    public static void forget() {
        all().forEach(ScriptedServer::forget);
    }

    /// Every node has every file, and says who it is.
    public static void haveAllFiles() {
        one.answers(200, "node-1");
        two.answers(200, "node-2");
        three.answers(200, "node-3");
    }

    static List<ScriptedServer.Call> calls() {
        return all().stream().flatMap(server -> server.calls().stream()).toList();
    }

    public static void stop() {
        all().forEach(ScriptedServer::close);
    }
}
