package tintype.upload;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tintype.contract.Group;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.NodeName;

/// Picks the group for a new image: any that takes uploads, the more likely the more room its nodes have.
@ApplicationScoped
class Placement {

    private final FreeSpace freeSpace;
    private final NodeCircuits circuits;

    Placement(FreeSpace freeSpace, NodeCircuits circuits) {
        this.freeSpace = freeSpace;
        this.circuits = circuits;
    }

    /// @param failed nodes that did not take this very image; groups on them are the last resort
    Optional<Assignment> pick(GroupMap map, Set<Group> tried, Set<NodeName> failed) {
        List<Assignment> open = map.writable().stream()
                .filter(assignment -> !tried.contains(assignment.group()))
                .toList();
        List<Assignment> untried = on(open, node -> !failed.contains(node));
        List<Assignment> roomy =
                untried.stream().filter(assignment -> freeSpace.of(assignment) > 0).toList();
        List<Assignment> sound = on(roomy, node -> !circuits.isOpen(node));
        return Stream.of(sound, roomy, untried, open)
                .filter(groups -> !groups.isEmpty())
                .findFirst()
                .flatMap(this::draw);
    }

    private static List<Assignment> on(List<Assignment> groups, Predicate<NodeName> node) {
        return groups.stream().filter(group -> group.write().stream().allMatch(node)).toList();
    }

    private Optional<Assignment> draw(List<Assignment> groups) {
        double[] upTo = new double[groups.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += Math.max(1, freeSpace.of(groups.get(i)));
            upTo[i] = sum;
        }
        double drawn = ThreadLocalRandom.current().nextDouble() * sum;
        for (int i = 0; i < upTo.length; i++) {
            if (drawn < upTo[i]) {
                return Optional.of(groups.get(i));
            }
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(groups.getLast());
    }
}
