package tintype.contract.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import tintype.contract.groups.NodeName;

/// A serving node: takes writes, lists, serves.
final class SimulatedNode extends MapFollower {

    private static final long NOT_HERE = 0;
    private static final int BARRIER_LOOKS = 70;
    private static final long BARRIER_PAUSE = 50;

    record Write(Photo photo, String file, long bytes, long epoch) {}

    enum Taken {
        STORED,
        DELETED,
        OTHER_EPOCH,
        OTHER_BYTES,
        NO_SUCH_IMAGE
    }

    sealed interface Found {
        record Bytes(long bytes) implements Found {}

        record Nothing() implements Found {}

        record NotThisNode() implements Found {}

        record Deleted() implements Found {}
    }

    record Listing(SortedMap<Photo, SortedMap<String, Long>> live, SortedSet<Photo> deleted) {}

    final NodeName node;
    final Disk disk;
    final NodeWork work;
    private final NodeDeletions deletions;
    private final List<Write> underWay = new ArrayList<>();

    SimulatedNode(NodeName node, World world, MapSnapshot first) {
        super(node.toString(), world, first);
        this.node = node;
        this.disk = new Disk(first);
        this.work = new NodeWork(this, world);
        this.deletions = new NodeDeletions(this, world);
    }

    @Override
    void start() {
        go(disk.map());
        world.promises.isAt(this, map().epoch());
        every(2_000, 8_000, this::lookAtTopic);
        deletions.start();
    }

    @Override
    void forget() {
        underWay.clear();
        work.forget();
    }

    @Override
    void keep(MapSnapshot next) {
        disk.put(next);
        if (world.holds(Rule.MAPS_ARE_ON_DISK_BEFORE_USE)) {
            disk.forceMap();
        }
        schedule.tell(() -> this + " has the map " + next);
        world.promises.isAt(this, next.epoch());
    }

    boolean hasTheGroup() {
        return group().isOn(node);
    }

    private long epoch() {
        return hasTheGroup() ? group().epoch() : NOT_HERE;
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    boolean holdsFiles() {
        return !disk.live().isEmpty();
    }

    void write(Write write, Consumer<Taken> answer) {
        if (write.epoch() != epoch()) {
            world.saw(Seen.STALE_WRITE_REFUSED);
            if (world.holds(Rule.WRITES_CARRY_THE_EPOCH)) {
                answer.accept(Taken.OTHER_EPOCH);
                return;
            }
        }
        underWay.add(write);
        long receiving = schedule.oneIn(12) ? schedule.between(100, 3_000) : schedule.between(1, 30);
        later(receiving, () -> commit(write, answer));
    }

    private void commit(Write write, Consumer<Taken> answer) {
        Taken taken = add(write.photo(), write.file(), write.bytes());
        boolean forced = world.holds(Rule.WHAT_IS_ANSWERED_IS_ON_DISK);
        later(schedule.between(0, 5), () -> {
            if (forced) {
                disk.force(write.photo());
            }
            schedule.tell(() -> this + " answers " + taken + " to " + write);
            underWay.remove(write);
            answer.accept(taken);
        });
    }

    private Taken add(Photo photo, String file, long bytes) {
        if (disk.tombstones().contains(photo)) {
            world.saw(Seen.WRITE_MET_A_TOMBSTONE);
            return Taken.DELETED;
        }
        SortedMap<String, Long> here = disk.live().get(photo);
        if (here == null && !file.equals(Photo.ORIGINAL)) {
            return Taken.NO_SUCH_IMAGE;
        }
        Long before = here == null ? null : here.get(file);
        if (before == null) {
            disk.put(photo, file, bytes);
            return Taken.STORED;
        }
        return before == bytes ? Taken.STORED : Taken.OTHER_BYTES;
    }

    Found read(Photo photo, String file) {
        if (!hasTheGroup()) {
            return new Found.NotThisNode();
        }
        if (disk.tombstones().contains(photo)) {
            return new Found.Deleted();
        }
        Long bytes = disk.live().getOrDefault(photo, new TreeMap<>()).get(file);
        return bytes == null ? new Found.Nothing() : new Found.Bytes(bytes);
    }

    /// The barrier: what is not in the listing of an epoch was not acknowledged at an older one, and never will be.
    ///
    /// @param answer empty when this node cannot say
    void list(long epoch, Consumer<Optional<Listing>> answer) {
        list(epoch, answer, BARRIER_LOOKS);
    }

    private void list(long epoch, Consumer<Optional<Listing>> answer, int looks) {
        boolean olderUnderWay = world.holds(Rule.LISTINGS_WAIT_FOR_OLDER_WRITES)
                && underWay.stream().anyMatch(write -> write.epoch() < epoch);
        if (olderUnderWay) {
            world.saw(Seen.LISTING_WAITED);
        }
        if (map().epoch() >= epoch && !olderUnderWay) {
            answer.accept(hasTheGroup() ? Optional.of(listing()) : Optional.empty());
        } else if (looks == 0) {
            answer.accept(Optional.empty());
        } else {
            later(BARRIER_PAUSE, () -> list(epoch, answer, looks - 1));
        }
    }

    private Listing listing() {
        SortedMap<Photo, SortedMap<String, Long>> live = new TreeMap<>();
        disk.live().forEach((photo, files) -> live.put(photo, Photo.copyOf(files)));
        return new Listing(live, new TreeSet<>(disk.tombstones()));
    }

    /// What is not as its sum says goes to quarantine, also what no other node has.
    void readBack() {
        List<Photo> damaged = disk.live().entrySet().stream()
                .filter(entry -> entry.getValue().entrySet().stream()
                        .anyMatch(file -> file.getValue() != entry.getKey().bytesOf(file.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        damaged.forEach(photo -> disk.putAside(photo, map().epoch()));
    }

    /// @param epoch of a listing that this node has all of
    boolean hasDamage(long epoch) {
        // What was not in the listing of a later epoch was never acknowledged.
        disk.damaged().entrySet().removeIf(entry -> entry.getValue() < epoch
                || disk.live().containsKey(entry.getKey())
                || disk.tombstones().contains(entry.getKey()));
        return !disk.damaged().isEmpty();
    }

    Optional<SortedMap<String, Long>> copyOf(Photo photo) {
        return Optional.ofNullable(disk.live().get(photo)).map(Photo::copyOf);
    }

    /// First the tombstone, then the files.
    void delete(Photo photo, Runnable then) {
        disk.bury(photo);
        later(schedule.between(0, 5), () -> {
            disk.remove(photo);
            disk.force(photo);
            then.run();
        });
    }
}
