package tintype.serve.groups;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.serve.disk.Trash;

/// This node and another one, with a group of their own for each test. Nothing happens in the background.
public final class TwoNodes implements AutoCloseable {

    /// An application of its own: these tests change the map.
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tintype.node.compare-interval", "0s", "tintype.node.scrub-rate", "0");
        }
    }

    public static final NodeName US = new NodeName("node-1");
    public static final NodeName THEM = new NodeName("node-2");

    private static final AtomicInteger GROUPS = new AtomicInteger(0x80);

    public final Group group = new Group(GROUPS.incrementAndGet());
    public final Peer peer;
    private final Path peerData;
    private final GroupMapFollower maps;

    public TwoNodes(GroupMapFollower maps) throws IOException {
        this.maps = maps;
        this.peerData = Files.createTempDirectory("peer");
        this.peer = new Peer(THEM.text(), peerData);
    }

    public ImageKey image() {
        return new ImageKey(group, ImageId.next());
    }

    /// The group as the peer has it and this node comes to have it.
    public void fills(long epoch) {
        assign(epoch, List.of(THEM), List.of(THEM, US));
    }

    /// The group as both have it; this node is read first.
    public void bothHaveIt(long epoch) {
        assign(epoch, List.of(US, THEM), List.of(US, THEM));
    }

    public void theyHaveIt(long epoch) {
        assign(epoch, List.of(THEM), List.of(THEM));
    }

    public void weHaveIt(long epoch) {
        assign(epoch, List.of(US), List.of(US));
    }

    public void assign(long epoch, List<NodeName> read, List<NodeName> write) {
        GroupMap known = maps.require();
        List<Node> nodes = known.nodes().stream()
                .map(node -> node.name().equals(THEM) ? peer.asNode() : node)
                .toList();
        List<Assignment> groups = new ArrayList<>(known.groups());
        groups.set(group.number(), new Assignment(group, epoch, read, write, Assignment.State.WRITABLE));
        long version = known.version() + 1;
        maps.accept(new GroupMap(known.cluster(), version, known.groupCount(), known.presets(), nodes, groups));
    }

    @Override
    public void close() throws IOException {
        peer.close();
        Trash.remove(peerData);
    }
}
