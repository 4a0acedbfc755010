package tintype.serve.groups;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import tintype.contract.Group;
import tintype.contract.store.GroupWork;
import tintype.serve.Ownership;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Shelf;
import tintype.serve.store.GroupGates;

/// Puts the files of a group aside that the map has elsewhere. Its tombstones stay.
@ApplicationScoped
class Dropping {

    private static final Duration MAP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(10);

    private final ImageStore store;
    private final Shelf shelf;
    private final Ownership ownership;
    private final GroupGates gates;

    Dropping(ImageStore store, Shelf shelf, Ownership ownership, GroupGates gates) {
        this.store = store;
        this.shelf = shelf;
        this.ownership = ownership;
        this.gates = gates;
    }

    GroupJob drop(GroupWork.Drop work) {
        return (group, _) -> drop(group, work.epoch());
    }

    private GroupJob.Outcome drop(Group group, long epoch) throws IOException, InterruptedException {
        long known = ownership.awaitEpoch(group, epoch, MAP_PATIENCE);
        if (known < epoch) {
            return new GroupJob.Failed("The map has the group at epoch " + known + ", not yet at " + epoch);
        }
        if (!gates.drain(group, known, WRITE_PATIENCE)) {
            return new GroupJob.Failed("A write into the group does not end");
        }
        var isElsewhere = new AtomicBoolean();
        gates.whileShut(group, () -> {
            isElsewhere.set(!ownership.has(group)); // looked at while nobody may enter: it may be back by now
            if (isElsewhere.get()) {
                store.repair().putAside(group);
            }
        });
        if (!isElsewhere.get()) {
            return new GroupJob.Failed("The map has the group on this node");
        }
        shelf.forget(group);
        return new GroupJob.Done(null);
    }
}
