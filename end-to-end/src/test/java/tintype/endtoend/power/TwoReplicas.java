package tintype.endtoend.power;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import tintype.cluster.map.GroupMaps;
import tintype.contract.ImageName;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.endtoend.suite.Ports;

/// Two serving nodes that both have all groups, and look at their files all the time.
final class TwoReplicas implements AutoCloseable {

    static final List<Integer> BOTH = List.of(0, 1);
    private static final List<NodeName> NAMES = List.of(new NodeName("node-1"), new NodeName("node-2"));
    /// Larger files are sent as they lie on the disk.
    static final int KEPT_IN_MEMORY = 16 * 1024;
    private static final Map<String, String> SETTINGS = Map.of(
            "TINTYPE_NODE_SCRUB_INTERVAL", "1S", "TINTYPE_NODE_CACHED_FILE", Integer.toString(KEPT_IN_MEMORY));

    private final Path directory;
    private final Broker broker;
    private final List<Program> programs = new ArrayList<>();
    private final List<StoreClient> clients = new ArrayList<>();

    TwoReplicas(Path directory) throws ExecutionException, InterruptedException {
        this.directory = directory;
        int port = Ports.free(NAMES.size() + 2);
        this.broker = Broker.start(port + NAMES.size(), directory);
        NAMES.forEach(name -> clients.add(NodeProgram.clientOf(port + NAMES.indexOf(name))));
        try (var announcements = new Announcements(broker.address(), "nobody")) {
            announcements.map(map());
        }
        for (int node : BOTH) {
            Path log = directory.resolve("node-" + node + ".log");
            programs.add(NodeProgram.start(NAMES.get(node), port + node, broker, data(node), SETTINGS, log));
        }
    }

    private GroupMap map() {
        List<Node> nodes = BOTH.stream()
                .map(node -> new Node(NAMES.get(node), URI.create(client(node).url()), null))
                .toList();
        GroupMap single = GroupMaps.dealtOutTo(nodes);
        List<Assignment> both = single.groups().stream()
                .map(group -> new Assignment(group.group(), group.epoch(), NAMES, NAMES, group.state()))
                .toList();
        return new GroupMap(single.cluster(), single.version(), single.groupCount(), single.presets(), nodes, both);
    }

    /// @param node 0 or 1
    StoreClient client(int node) {
        return clients.get(node);
    }

    Path data(int node) {
        return directory.resolve(NAMES.get(node).text());
    }

    Path file(int node, ImageName name) {
        return data(node).resolve(name.path().substring(1));
    }

    @Override
    public void close() {
        programs.forEach(Program::close);
        clients.forEach(StoreClient::close);
        broker.close();
    }
}
