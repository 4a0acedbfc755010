package tintype.metadata.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import tintype.contract.Assignment;
import tintype.contract.Group;
import tintype.contract.GroupLife;

/// The lives of all groups. A step of one is a transaction, an epoch and a version of the map.
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

    /// From where a step was planned, and to where.
    public record Step(GroupLife from, GroupLife to) {}

    /// Takes a step, unless somebody else has taken one since: then nothing happens, and the caller looks again.
    ///
    /// @return whether it was taken
    @Transactional
    public boolean step(GroupLife from, GroupLife to, String why) {
        boolean taken = take(new Step(from, to));
        if (taken) {
            source.publish("group " + from.group() + ": " + why);
        }
        return taken;
    }

    /// Takes steps of many groups that have one reason. Those that somebody else was faster with are left out.
    @Transactional
    public void take(List<Step> steps, String why) {
        long taken = steps.stream()
                .sorted(Comparator.comparing(step -> step.from().group()))
                .filter(Lives::take)
                .count();
        if (taken > 0) {
            source.publish(taken + " groups: " + why);
        }
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
