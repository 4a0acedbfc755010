package tintype.contract.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.NodeName;

/// What was promised to users, kept outside of the system, and what must hold for it at any time and at the end.
final class Promises {

    static final class Broken extends AssertionError {
        final Promise promise;

        Broken(Promise promise, String message) {
            super(promise + ": " + message);
            this.promise = promise;
        }
    }

    private final World world;
    private final List<Photo> acknowledged = new ArrayList<>();
    private final SortedMap<Photo, Long> acknowledgedAt = new TreeMap<>();
    private final SortedSet<Photo> deletionAsked = new TreeSet<>();
    private final SortedSet<Photo> deleted = new TreeSet<>();
    private final SortedMap<Long, Assignment> byEpoch = new TreeMap<>();
    private final Map<String, Long> epochs = new TreeMap<>();

    Promises(World world) {
        this.world = world;
    }

    void acknowledged(Photo photo) {
        acknowledged.add(photo);
        if (!world.catalogue.isAwake()) {
            world.saw(Seen.UPLOAD_WITHOUT_DATABASE);
        }
        acknowledgedAt.put(photo, world.schedule.now());
        world.schedule.tell(() -> photo + " is acknowledged");
    }

    List<Photo> acknowledged() {
        return acknowledged;
    }

    void deletionAsked(Photo photo) {
        deletionAsked.add(photo);
    }

    void deletionAcknowledged(Photo photo) {
        deleted.add(photo);
        world.schedule.tell(() -> photo + " is deleted");
    }

    private List<Photo> alive() {
        return acknowledged.stream().filter(photo -> !deletionAsked.contains(photo)).toList();
    }

    /// One epoch, one assignment.
    void decided(Catalogue.Row row) {
        Assignment before = byEpoch.putIfAbsent(row.life().epoch(), row.life().assignment());
        require(Promise.EPOCHS_ONLY_RISE, before == null || before.equals(row.life().assignment()), () -> "Two assignments at one epoch: " + before
                + " and " + row.life().assignment());
    }

    /// The epoch of a node never goes back.
    void isAt(SimulatedNode node, long epoch) {
        long before = epochs.getOrDefault(node.name, 0L);
        require(Promise.EPOCHS_ONLY_RISE, epoch >= before, () -> node + " went back from epoch " + before + " to " + epoch);
        epochs.put(node.name, epoch);
    }

    /// What a node gives up is on all nodes that have the group.
    void dropped(SimulatedNode node, Map<Photo, SortedMap<String, Long>> files) {
        List<NodeName> owners = world.catalogue.life().nodes();
        require(Promise.NO_DROP_BEFORE_ITS_TIME, !owners.contains(node.node), () -> node + " dropped the group, which is on " + owners);
        for (Photo photo : alive()) {
            if (files.containsKey(photo)) {
                owners.stream().map(world::node).filter(SimulatedNode::isRunning).forEach(owner -> require(
                        Promise.NO_DROP_BEFORE_ITS_TIME, hasOriginal(owner, photo), () -> node + " dropped " + photo + ", which is not on " + owner));
            }
        }
    }

    private static boolean hasOriginal(SimulatedNode node, Photo photo) {
        return node.copyOf(photo)
                .map(files -> Long.valueOf(photo.bytesOf(Photo.ORIGINAL)).equals(files.get(Photo.ORIGINAL)))
                .orElse(false);
    }

    /// @param someoneWasSilent then nothing is asked of this read but to show no wrong bytes
    void read(
            Gateway gateway,
            Photo photo,
            String file,
            long since,
            Optional<SimulatedNode.Found> answer,
            boolean someoneWasSilent) {
        if (answer.isPresent() && answer.get() instanceof SimulatedNode.Found.Bytes(long bytes)) {
            sawWhatWasNotNeeded();
            require(Promise.ONE_NAME_ONE_PICTURE, bytes == photo.bytesOf(file), () -> gateway + " shows other bytes as " + photo + "/" + file);
        } else if (!deletionAsked.contains(photo) && acknowledgedAt.get(photo) <= since) {
            boolean gone = answer.isPresent() && answer.get() instanceof SimulatedNode.Found.Deleted;
            require(Promise.ACKNOWLEDGED_IS_READABLE, !gone, () -> gateway + " says that " + photo + " is deleted");
            boolean all = world.catalogue.isAwake() && world.topic.isAwake() && world.log.isAwake();
            require(
                    all ? Promise.ACKNOWLEDGED_IS_READABLE : Promise.READS_NEED_NO_DATABASE,
                    someoneWasSilent || file.equals(Photo.VARIANT),
                    () -> gateway + " does not find " + photo + ", though every node answered; its map is " + gateway.map());
        }
    }

    private void sawWhatWasNotNeeded() {
        if (!world.catalogue.isAwake()) {
            world.saw(Seen.READ_WITHOUT_DATABASE);
        }
        if (!world.log.isAwake() || !world.topic.isAwake()) {
            world.saw(Seen.READ_WITHOUT_KAFKA);
        }
    }

    /// When all is healed and has come to rest.
    void atTheEnd() {
        for (NodeName owner : world.catalogue.life().nodes()) {
            for (Photo photo : alive()) {
                require(Promise.ALL_COMES_TO_REST, hasOriginal(world.node(owner), photo), () -> photo + " is not on " + owner + " at the end");
            }
        }
        for (SimulatedNode node : world.nodesWithDisk()) {
            node.disk.live().forEach((photo, files) -> {
                require(Promise.DELETED_STAYS_DELETED, !deleted.contains(photo), () -> photo + " was deleted, and is on " + node + " at the end");
                if (world.catalogue.life().nodes().contains(node.node)) {
                    files.forEach((file, bytes) -> require(
                            Promise.ONE_NAME_ONE_PICTURE,
                            bytes == photo.bytesOf(file), () -> photo + "/" + file + " on " + node + " has other bytes"));
                }
            });
        }
        for (SimulatedNode node : world.nodesWithDisk()) {
            require(Promise.NOTHING_PILES_UP, node.isIdle(), () -> node + " still has writes under way at the end");
        }
        for (Gateway gateway : world.gateways) {
            for (NodeName owner : gateway.group().read()) {
                deleted.forEach(photo -> require(
                        Promise.DELETED_STAYS_DELETED,
                        !(world.node(owner).read(photo, Photo.ORIGINAL) instanceof SimulatedNode.Found.Bytes),
                        () -> photo + " was deleted, and " + gateway + " gets it from " + owner));
                alive().forEach(photo -> require(
                        Promise.NAMES_OUTLIVE_SERVERS,
                        world.node(owner).read(photo, Photo.ORIGINAL) instanceof SimulatedNode.Found.Bytes,
                        () -> gateway + " does not get " + photo + " from " + owner + " at the end"));
            }
        }
    }

    void settled(boolean isSettled) {
        require(Promise.ALL_COMES_TO_REST, isSettled, () -> "The group does not come to rest: " + world.catalogue.row());
    }

    private static void require(Promise promise, boolean kept, Supplier<String> otherwise) {
        if (!kept) {
            throw new Broken(promise, otherwise.get());
        }
    }
}
