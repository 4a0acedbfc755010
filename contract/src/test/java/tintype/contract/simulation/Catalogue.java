package tintype.contract.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;

/// The database: the life of the group, what was deleted, and what of that is yet to be announced. Each method is a
/// transaction.
final class Catalogue extends SimulatedProcess {

    /// Far above any epoch that may have been given since the backup.
    private static final long LEAP = 1_000;

    record Row(GroupLife life, long version) {
        MapSnapshot map() {
            return new MapSnapshot(version, life.assignment());
        }
    }

    private final World world;
    private final List<Row> backups = new ArrayList<>();
    private final SortedSet<Photo> deleted = new TreeSet<>();
    private final List<Photo> outbox = new ArrayList<>();
    private Row row;
    private int restores;

    Catalogue(World world, List<NodeName> nodes) {
        super("catalogue", world.schedule);
        this.world = world;
        this.row = new Row(new GroupLife.Steady(World.GROUP, 1, nodes, true), 1);
        backups.add(row);
    }

    @Override
    void start() {}

    Row row() {
        return row;
    }

    GroupLife life() {
        return row.life();
    }

    MapSnapshot map() {
        return row.map();
    }

    /// @param decidedAt the epoch that the group had when the step was decided
    /// @return false if it was decided too late
    boolean step(long decidedAt, GroupLife next) {
        if (world.holds(Rule.STEPS_COMPARE_THE_EPOCH) && life().epoch() != decidedAt) {
            world.saw(Seen.STEP_DECIDED_TOO_LATE);
            return false;
        }
        take(new Row(next, row.version() + 1));
        return true;
    }

    private void take(Row next) {
        row = next;
        backups.add(next);
        schedule.tell(() -> "catalogue: " + next);
        world.promises.decided(next);
    }

    int restores() {
        return restores;
    }

    void restoreABackup() {
        restores++;
        row = backups.get(schedule.below(backups.size()));
        schedule.tell(() -> "catalogue: back at " + row);
        world.saw(Seen.DATABASE_RESTORED);
        if (world.holds(Rule.RESTORED_DATABASES_HEED_THE_TOPIC)) {
            MapSnapshot known = world.topic.newest();
            // All that are read from have everything; half a movement begins anew.
            take(new Row(
                    new GroupLife.Steady(World.GROUP, known.epoch() + LEAP, known.group().read(), true),
                    known.version() + LEAP));
        }
    }

    boolean delete(Photo photo) {
        if (deleted.add(photo)) {
            outbox.add(photo);
        }
        return true;
    }

    List<Photo> deleted() {
        return List.copyOf(deleted);
    }

    List<Photo> outbox() {
        return List.copyOf(outbox);
    }

    boolean announced(Photo photo) {
        return outbox.remove(photo);
    }
}
