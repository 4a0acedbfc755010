package tintype.gateway;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tintype.contract.Group;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;

/// A map of groups as a read needs it: whom to ask for a group, in their order.
record Readers(GroupMap map, List<List<Replica>> byGroup) {

    static Readers of(GroupMap map, Function<Node, Replica> connect) {
        Map<Node, Replica> nodes = map.nodes().stream().collect(Collectors.toMap(Function.identity(), connect));
        return new Readers(
                map,
                map.groups().stream()
                        .map(group -> map.readers(group).stream().map(nodes::get).toList())
                        .toList());
    }

    /// The silent ones last. None when this cluster has no such group.
    List<Replica> of(Group group) {
        List<Replica> all = group.number() < byGroup.size() ? byGroup.get(group.number()) : List.of();
        if (all.stream().noneMatch(replica -> replica.pulse().isSilent())) {
            return all;
        }
        Map<Boolean, List<Replica>> bySilence =
                all.stream().collect(Collectors.partitioningBy(replica -> replica.pulse().isSilent()));
        return Stream.of(false, true).map(bySilence::get).flatMap(List::stream).toList();
    }
}
