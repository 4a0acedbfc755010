package tintype.metadata.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tintype.contract.Group;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupLife;

/// The lives of all groups. A step of one is an epoch of it; those taken together are one version of the map.
@ApplicationScoped
public class Lives {

    private final MapSource source;

    Lives(MapSource source) {
        this.source = source;
    }

    @Transactional
    public List<GroupLife> all() {
        return LifeRow.all().stream().map(LifeRow::life).toList();
    }

    @Transactional
    public GroupLife of(Group group) {
        return LifeRow.<LifeRow>findById(group.number()).life();
    }

    @Transactional
    public Map<Group, GroupLife> of(Collection<Group> groups) {
        return LifeRow.of(groups).stream()
                .map(LifeRow::life)
                .collect(Collectors.toMap(GroupLife::group, Function.identity()));
    }

    /// From where a step was planned, and to where.
    public record Step(GroupLife from, GroupLife to) {}

    /// Takes steps that have one reason. A group of which somebody else has taken one since stays as it is: its caller
    /// looks again.
    ///
    /// @return those that have taken theirs
    @Transactional
    public Set<Group> take(List<Step> steps, String why) {
        Set<Group> taken = steps.stream()
                .sorted(Comparator.comparing(step -> step.from().group()))
                .filter(Lives::take)
                .map(step -> step.from().group())
                .collect(Collectors.toSet());
        if (!taken.isEmpty()) {
            source.publish((taken.size() == 1 ? "1 group: " : taken.size() + " groups: ") + why);
        }
        return taken;
    }

    private static boolean take(Step step) {
        LifeRow row = LifeRow.locked(step.from().group());
        boolean isTaken = row.epoch == step.from().epoch();
        if (isTaken) {
            row.become(step.to());
        }
        return isTaken;
    }

    static List<Assignment> assignments() {
        return LifeRow.all().stream().map(row -> row.life().assignment()).toList();
    }
}
