package tintype.metadata.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
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

    /// Takes a step, unless somebody else has taken one since: then nothing happens, and the caller looks again.
    ///
    /// @return whether it was taken
    @Transactional
    public boolean step(GroupLife from, GroupLife to, String why) {
        LifeRow row = LifeRow.locked(from.group());
        if (row.epoch != from.epoch()) {
            return false;
        }
        row.become(to);
        source.publish("group " + from.group() + ": " + why);
        return true;
    }

    static List<Assignment> assignments() {
        return LifeRow.all().stream().map(row -> row.life().assignment()).toList();
    }
}
