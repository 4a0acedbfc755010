package tintype.metadata.groups;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import tintype.contract.Group;
import tintype.contract.Json;
import tintype.contract.groups.GroupLife;

/// What one group is going through.
@Entity
@Table(name = "group_life")
class LifeRow extends PanacheEntityBase {

    @Id
    @Column(name = "group_no")
    int group;

    long epoch;

    String life = "";

    static void add(GroupLife life) {
        var row = new LifeRow();
        row.group = life.group().number();
        row.become(life);
        row.persist();
    }

    static List<LifeRow> all() {
        return list("order by group");
    }

    static List<LifeRow> of(Collection<Group> groups) {
        return list("group in ?1", groups.stream().map(Group::number).toList());
    }

    /// Read anew, as a lock alone does not tell what others have written since this transaction read it first.
    static LifeRow locked(Group group) {
        LifeRow row = findById(group.number());
        getEntityManager().refresh(row, LockModeType.PESSIMISTIC_WRITE);
        return row;
    }

    void become(GroupLife next) {
        epoch = next.epoch();
        life = new String(Json.print(next), StandardCharsets.UTF_8);
    }

    GroupLife life() {
        return Json.parse(life.getBytes(StandardCharsets.UTF_8), GroupLife.class).orThrow();
    }
}
