package tintype.contract.groups;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import tintype.contract.Group;
import tintype.contract.Json;
import tintype.contract.Parsed;
import tintype.contract.Presets;

/// Which node has which group, and what is made of every image: one versioned snapshot that everybody follows.
///
/// metadata-service is its only source. It goes out whole on the compacted topic `tintype.groups` under one key.
///
/// @param cluster    made with the cluster; disks of another are refused
/// @param version    rises by one with each change
/// @param groupCount fixed when the cluster is made, [Group#MIN_COUNT] to [Group#MAX_COUNT]
/// @param groups     all of them, in the order of their numbers
public record GroupMap(
        UUID cluster, long version, int groupCount, Presets presets, List<Node> nodes, List<Assignment> groups) {

    public GroupMap {
        if (groupCount < Group.MIN_COUNT || groupCount > Group.MAX_COUNT) {
            throw new IllegalArgumentException(
                    "A cluster has " + Group.MIN_COUNT + " to " + Group.MAX_COUNT + " groups, not " + groupCount);
        }
        if (groups.size() != groupCount) {
            throw new IllegalArgumentException("The map names " + groups.size() + " of " + groupCount + " groups");
        }
        nodes = List.copyOf(nodes);
        groups = List.copyOf(groups);
        Map<NodeName, Node> known = new HashMap<>();
        nodes.forEach(node -> known.put(node.name(), node));
        for (int number = 0; number < groupCount; number++) {
            requireSound(number, groups.get(number), known);
        }
    }

    private static void requireSound(int number, Assignment assignment, Map<NodeName, Node> known) {
        if (assignment.group().number() != number) {
            throw new IllegalArgumentException("Group " + assignment.group() + " stands in place " + number);
        }
        Stream.concat(assignment.read().stream(), assignment.write().stream())
                .filter(name -> !known.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "Group " + assignment.group() + " lives on " + name + ", which the map does not know");
                });
    }

    public static Parsed<GroupMap> parse(byte[] json) {
        return Json.parse(json, GroupMap.class);
    }

    public byte[] print() {
        return Json.print(this);
    }

    /// Empty when this cluster has no such group.
    public Optional<Assignment> assignment(Group group) {
        return group.number() < groupCount ? Optional.of(groups.get(group.number())) : Optional.empty();
    }

    public Node node(NodeName name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The map does not know the node " + name));
    }

    public List<Node> readers(Assignment assignment) {
        return assignment.read().stream().map(this::node).toList();
    }

    public List<Node> writers(Assignment assignment) {
        return assignment.write().stream().map(this::node).toList();
    }

    @JsonIgnore
    public List<Assignment> writable() {
        return groups.stream()
                .filter(assignment -> assignment.state() == Assignment.State.WRITABLE)
                .toList();
    }
}
