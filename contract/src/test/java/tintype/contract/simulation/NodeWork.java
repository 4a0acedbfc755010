package tintype.contract.simulation;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a node does with the group as a whole, one piece of work at a time, told again as often as one likes.
final class NodeWork {

    private static final long LISTING = 4_500;
    private static final int LOOKS_AT_MAP = 40;
    private static final long PAUSE = 50;
    private static final int ROUNDS = 4;
    private static final int TRIES = 3;

    sealed interface Work {
        long epoch();

        record Pull(SimulatedNode from, long epoch) implements Work {}

        record Verify(SimulatedNode against, long epoch) implements Work {}

        record Drop(long epoch) implements Work {}
    }

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    record Progress(Work work, State state) {}

    private final SimulatedNode node;
    private final World world;
    private @Nullable Progress progress;
    /// At which epoch one began last; remembered for the sake of [Faults] alone.
    private long verifiedAt;

    NodeWork(SimulatedNode node, World world) {
        this.node = node;
        this.world = world;
    }

    void forget() {
        progress = null;
    }

    boolean hasVerified(long epoch) {
        return verifiedAt >= epoch;
    }

    Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    boolean stop() {
        progress = null;
        return true;
    }

    /// @return false while something else is under way
    boolean begin(Work work) {
        if (progress != null && progress.state() == State.RUNNING) {
            return progress.work().equals(work);
        }
        node.schedule.tell(() -> node + " begins to " + work);
        progress = new Progress(work, State.RUNNING);
        awaitMap(progress, LOOKS_AT_MAP);
        return true;
    }

    /// Who works by an older map than the one that told him to would not know that the group is his, or no longer is.
    private void awaitMap(Progress mine, int looks) {
        boolean waits = !(mine.work() instanceof Work.Drop)
                ? world.holds(Rule.JOINING_NODES_KNOW_THAT_THEY_JOIN)
                : world.holds(Rule.DROPS_ASK_THE_MAP);
        if (progress != mine) {
            return;
        }
        if (!waits || node.map().epoch() >= mine.work().epoch()) {
            begin(mine);
        } else if (looks == 0) {
            end(mine, State.FAILED);
        } else {
            node.later(PAUSE, () -> awaitMap(mine, looks - 1));
        }
    }

    private void begin(Progress mine) {
        switch (mine.work()) {
            case Work.Pull(SimulatedNode from, long epoch) -> copy(mine, from, epoch, ROUNDS);
            case Work.Verify(SimulatedNode against, long epoch) -> {
                verifiedAt = epoch;
                copy(mine, against, epoch, ROUNDS);
            }
            case Work.Drop _ -> drop(mine);
        }
    }

    private void end(Progress mine, State state) {
        if (progress == mine) {
            node.schedule.tell(() -> node + ": " + mine.work() + " is " + state);
            progress = new Progress(mine.work(), state);
        }
    }

    private void copy(Progress mine, SimulatedNode from, long epoch, int rounds) {
        boolean here = node.group().isOn(node.node) || !world.holds(Rule.JOINING_NODES_KNOW_THAT_THEY_JOIN);
        if (!here || rounds == 0) {
            end(mine, State.FAILED);
            return;
        }
        Consumer<Optional<Optional<SimulatedNode.Listing>>> then = answer -> {
            if (progress == mine) {
                answer.flatMap(listing -> listing).ifPresentOrElse(
                        listing -> bury(mine, from, listing, listing.deleted().stream()
                                .filter(photo -> !node.disk.tombstones().contains(photo))
                                .iterator(), rounds),
                        () -> end(mine, State.FAILED));
            }
        };
        world.network.call(node, from, LISTING, answer -> from.list(epoch, answer), then);
    }

    private void bury(
            Progress mine, SimulatedNode from, SimulatedNode.Listing listing, Iterator<Photo> deleted, int rounds) {
        if (progress != mine) {
            return;
        }
        if (deleted.hasNext()) {
            node.delete(deleted.next(), () -> bury(mine, from, listing, deleted, rounds));
            return;
        }
        if (mine.work() instanceof Work.Verify) {
            node.readBack();
        }
        List<Map.Entry<Photo, SortedMap<String, Long>>> lacking = listing.live().entrySet().stream()
                .filter(entry -> isLacking(entry.getKey(), entry.getValue()))
                .toList();
        if (lacking.isEmpty()) {
            boolean damaged = node.hasDamage(mine.work().epoch()) && world.holds(Rule.VERIFIED_NODES_HAVE_NO_DAMAGE);
            end(mine, damaged && mine.work() instanceof Work.Verify ? State.FAILED : State.DONE);
            return;
        }
        if (mine.work() instanceof Work.Verify) {
            world.saw(Seen.VERIFY_FOUND_A_DIFFERENCE);
        }
        // A pull is done with what it was told; a verification begins anew, until nothing is lacking.
        Runnable next = mine.work() instanceof Work.Pull
                ? () -> end(mine, State.DONE)
                : () -> copy(mine, from, mine.work().epoch(), rounds - 1);
        fetch(mine, from, lacking.iterator(), next);
    }

    private boolean isLacking(Photo photo, SortedMap<String, Long> files) {
        if (node.disk.tombstones().contains(photo) && world.holds(Rule.TOMBSTONES_BEAT_COPIES)) {
            return false;
        }
        return !node.copyOf(photo).map(here -> here.entrySet().containsAll(files.entrySet())).orElse(false);
    }

    private void fetch(
            Progress mine, SimulatedNode from, Iterator<Map.Entry<Photo, SortedMap<String, Long>>> lacking, Runnable then) {
        if (progress != mine) {
            return;
        }
        if (lacking.hasNext()) {
            fetch(mine, from, lacking.next(), TRIES, () -> fetch(mine, from, lacking, then));
        } else {
            then.run();
        }
    }

    private void fetch(
            Progress mine, SimulatedNode from, Map.Entry<Photo, SortedMap<String, Long>> one, int tries, Runnable then) {
        world.network.ask(node, from, () -> from.copyOf(one.getKey()), answer -> {
            if (progress != mine) {
                return;
            }
            if (answer.isPresent()) {
                answer.get().ifPresent(files -> put(one.getKey(), files));
                then.run();
            } else if (tries > 1) {
                fetch(mine, from, one, tries - 1, then);
            } else {
                end(mine, State.FAILED);
            }
        });
    }

    private void put(Photo photo, SortedMap<String, Long> files) {
        if (node.disk.tombstones().contains(photo)) {
            world.saw(Seen.COPY_MET_A_TOMBSTONE);
            if (world.holds(Rule.TOMBSTONES_BEAT_COPIES)) {
                return;
            }
        }
        files.forEach((file, bytes) -> node.disk.put(photo, file, bytes));
        if (world.holds(Rule.COPIES_ARE_ON_DISK)) {
            node.disk.force(photo);
        }
    }

    private void drop(Progress mine) {
        if (world.holds(Rule.DROPS_ASK_THE_MAP) && node.hasTheGroup()) {
            world.saw(Seen.DROP_REFUSED);
            end(mine, State.FAILED);
        } else {
            Map<Photo, SortedMap<String, Long>> dropped = node.disk.removeAll();
            world.saw(Seen.DROPPED);
            world.promises.dropped(node, dropped);
            end(mine, State.DONE);
        }
    }
}
