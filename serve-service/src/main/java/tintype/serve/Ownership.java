package tintype.serve;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.Group;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

/// Which groups are on this node, and who else has them, by the newest map that it has seen.
@ApplicationScoped
public class Ownership {

    private static final long NOT_HERE = 0;

    private final GroupMapFollower maps;
    private final NodeConfig config;

    Ownership(GroupMapFollower maps, NodeConfig config) {
        this.maps = maps;
        this.config = config;
    }

    public boolean has(Group group) {
        return epoch(group) != NOT_HERE;
    }

    /// At which writes to this group are taken; 0 when it is not on this node.
    public long epoch(Group group) {
        return maps.require()
                .assignment(group)
                .filter(assignment -> assignment.isOn(config.nodeName()))
                .map(Assignment::epoch)
                .orElse(NOT_HERE);
    }

    /// Waits for a map that has the group at this epoch or a later one.
    ///
    /// @return the group's epoch in any case, wherever it is
    public long awaitEpoch(Group group, long epoch, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            GroupMap map = maps.require();
            long known = map.assignment(group).map(Assignment::epoch).orElse(NOT_HERE);
            long left = deadline - System.nanoTime();
            if (known >= epoch || left <= 0) {
                return known;
            }
            maps.awaitNewer(map.version(), Duration.ofNanos(left));
        }
    }

    /// The groups on this node, in order.
    public List<Group> groups() {
        return maps.current().stream()
                .flatMap(map -> map.groups().stream())
                .filter(assignment -> assignment.isOn(config.nodeName()))
                .map(Assignment::group)
                .toList();
    }

    /// The other nodes that have the group, in the order in which to ask them. Those that only come to have it are
    /// last, and may have what all others have lost.
    public List<Node> others(Group group) {
        GroupMap map = maps.require();
        return map.assignment(group).stream()
                .flatMap(assignment -> names(assignment).stream())
                .filter(name -> !name.equals(config.nodeName()))
                .map(map::node)
                .toList();
    }

    private static Set<NodeName> names(Assignment assignment) {
        var names = new LinkedHashSet<>(assignment.read());
        names.addAll(assignment.write());
        return names;
    }

    /// The other nodes that are read from, and whether each of them comes before this one: where two replicas differ,
    /// the one that comes first is right.
    public List<Replica> replicas(Group group) {
        GroupMap map = maps.require();
        List<NodeName> read = map.assignment(group).map(Assignment::read).orElse(List.of());
        int us = read.indexOf(config.nodeName());
        return read.stream()
                .filter(name -> !name.equals(config.nodeName()))
                .map(name -> new Replica(map.node(name), us < 0 || read.indexOf(name) < us))
                .toList();
    }

    public record Replica(Node node, boolean isBeforeUs) {}

    /// Empty when the map does not know it.
    public Optional<Node> node(NodeName name) {
        return maps.require().nodes().stream().filter(node -> node.name().equals(name)).findFirst();
    }
}
