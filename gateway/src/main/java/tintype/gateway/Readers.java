package tintype.gateway;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tintype.contract.Group;
import tintype.contract.GroupMap;
import tintype.contract.Node;

/// A map of groups as a read needs it: whom to ask for a group, in their order.
record Readers(GroupMap map, List<List<Upstream>> byGroup) {

    static Readers of(GroupMap map, Function<Node, Upstream> connect) {
        Map<Node, Upstream> nodes = map.nodes().stream().collect(Collectors.toMap(Function.identity(), connect));
        return new Readers(
                map,
                map.groups().stream()
                        .map(group -> map.readers(group).stream().map(nodes::get).toList())
                        .toList());
    }

    /// None when this cluster has no such group.
    List<Upstream> of(Group group) {
        return group.number() < byGroup.size() ? byGroup.get(group.number()) : List.of();
    }
}
