package tintype.cluster.map;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import tintype.contract.Group;
import tintype.contract.Presets;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

/// Maps for tests.
public final class GroupMaps {

    private GroupMaps() {}

    /// The groups are dealt out to the nodes in turn, as metadata-service does at first start.
    public static GroupMap dealtOutTo(List<Node> nodes) {
        return version(1, nodes);
    }

    public static GroupMap version(long version, List<Node> nodes) {
        List<Assignment> groups = IntStream.range(0, Group.DEFAULT_COUNT)
                .mapToObj(number -> {
                    List<NodeName> home = List.of(nodes.get(number % nodes.size()).name());
                    return new Assignment(new Group(number), 1, home, home, Assignment.State.WRITABLE);
                })
                .toList();
        return new GroupMap(new UUID(0, 0), version, Group.DEFAULT_COUNT, Presets.DEFAULT, nodes, groups);
    }
}
