package tintype.upload;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import tintype.contract.Assignment;
import tintype.contract.Group;
import tintype.contract.GroupMap;
import tintype.contract.NodeName;

/// Picks the group for a new image: any that takes uploads, the more likely the more room its nodes have.
@ApplicationScoped
class Placement {

    private final FreeSpace freeSpace;

    Placement(FreeSpace freeSpace) {
        this.freeSpace = freeSpace;
    }

    /// @param avoid nodes that have just failed; groups on them are the last resort
    Optional<Assignment> pick(GroupMap map, Set<Group> tried, Set<NodeName> avoid) {
        List<Assignment> open = map.writable().stream()
                .filter(assignment -> !tried.contains(assignment.group()))
                .toList();
        List<Assignment> sound = open.stream()
                .filter(assignment -> assignment.write().stream().noneMatch(avoid::contains))
                .filter(assignment -> freeSpace.of(assignment) > 0)
                .toList();
        return draw(sound.isEmpty() ? open : sound);
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
