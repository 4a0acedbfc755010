package tintype.serve.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import tintype.contract.Group;
import tintype.serve.Ownership;

/// Lets writes into a group at the epoch of the moment, and can tell when all writes of older epochs are over.
///
/// A write holds its place from the look at the epoch until it is on the disk. Who has drained a group up to an epoch
/// has seen the last of older writes: they are on the disk by then, or never will be.
@ApplicationScoped
public class GroupGates {

    sealed interface Entry {}

    /// @param ours 0 when the group is not on this node
    record OtherEpoch(long ours) implements Entry {}

    /// Held by one write.
    static final class Place implements Entry, AutoCloseable {

        private final Gate gate;
        private final long epoch;
        private boolean commits;

        private Place(Gate gate, long epoch) {
            this.gate = gate;
            this.epoch = epoch;
        }

        /// False when the write came too late: its epoch has been closed meanwhile, and it must leave nothing behind.
        boolean mayCommit() {
            return gate.locked(() -> commits = gate.closedBelow <= epoch);
        }

        @Override
        public void close() {
            gate.locked(() -> {
                gate.writes.remove(this);
                gate.left.signalAll();
                return true;
            });
        }
    }

    public interface Action {
        void run() throws IOException;
    }

    private final Ownership ownership;
    private final Map<Group, Gate> gates = new ConcurrentHashMap<>();

    GroupGates(Ownership ownership) {
        this.ownership = ownership;
    }

    Entry enter(Group group, long epoch) {
        Gate gate = gate(group);
        gate.lock.lock();
        try {
            long ours = ownership.epoch(group);
            if (ours != epoch || gate.closedBelow > epoch) {
                return new OtherEpoch(ours);
            }
            var place = new Place(gate, epoch);
            gate.writes.add(place);
            return place;
        } finally {
            gate.lock.unlock();
        }
    }

    /// Waits until the writes of epochs before this one are over. Those whose bytes still come after the patience are
    /// no longer taken.
    ///
    /// @return false when a write is still being put on the disk, long after
    public boolean drain(Group group, long epoch, Duration patience) throws InterruptedException {
        Gate gate = gate(group);
        gate.lock.lockInterruptibly();
        try {
            gate.awaitNone(place -> place.epoch < epoch, patience);
            gate.closedBelow = Math.max(gate.closedBelow, epoch);
            return gate.awaitNone(place -> place.epoch < epoch && place.commits, patience);
        } finally {
            gate.lock.unlock();
        }
    }

    /// Does it while nobody may enter.
    public void whileShut(Group group, Action action) throws IOException {
        Gate gate = gate(group);
        gate.lock.lock();
        try {
            action.run();
        } finally {
            gate.lock.unlock();
        }
    }

    private Gate gate(Group group) {
        return gates.computeIfAbsent(group, _ -> new Gate());
    }

    private static final class Gate {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition left = lock.newCondition();
        private final Set<Place> writes = new HashSet<>();
        private long closedBelow;

        private interface Step {
            boolean take();
        }

        boolean locked(Step step) {
            lock.lock();
            try {
                return step.take();
            } finally {
                lock.unlock();
            }
        }

        boolean awaitNone(Predicate<Place> such, Duration patience) throws InterruptedException {
            long nanos = patience.toNanos();
            while (writes.stream().anyMatch(such)) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = left.awaitNanos(nanos);
            }
            return true;
        }
    }
}
