package tintype.serve.groups;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tintype.cluster.nodes.GroupClient;
import tintype.cluster.nodes.GroupListing;
import tintype.cluster.nodes.NodeAnswer;
import tintype.cluster.nodes.Pace;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.GroupTotals;
import tintype.contract.store.GroupWork;
import tintype.contract.store.StoredImage;
import tintype.serve.NodeConfig;
import tintype.serve.Ownership;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Shelf;
import tintype.serve.upkeep.Mending;
import tintype.serve.upkeep.Paces;
import tintype.serve.upkeep.Replicas;

/// Makes this node have what another node has of a group. Deletions come first, so that nothing is copied that was
/// deleted. What is here already is not copied again: to be told once more goes on where it ended.
@ApplicationScoped
class Copying {

    /// This node may learn of the epoch later than who tells it to work.
    private static final Duration MAP_PATIENCE = Duration.ofSeconds(5);
    private static final int PASSES = 4;
    /// Younger images may be on their way to this node, too.
    private static final Duration UPLOAD = Duration.ofMinutes(1);

    private interface Told {
        NodeAnswer<GroupListing> by(Node node, Path target);
    }

    /// What is done with each image of the listing.
    private interface Step {
        void take(StoredImage theirs, Mirror mirror) throws IOException, InterruptedException;
    }

    private final ImageStore store;
    private final Shelf shelf;
    private final Ownership ownership;
    private final Replicas replicas;
    private final GroupClient client;
    private final GroupContents contents;
    private final Mending mending;
    private final Paces paces;
    private final NodeConfig config;

    Copying(
            ImageStore store,
            Shelf shelf,
            Ownership ownership,
            Replicas replicas,
            GroupClient client,
            GroupContents contents,
            Mending mending,
            Paces paces,
            NodeConfig config) {
        this.store = store;
        this.shelf = shelf;
        this.ownership = ownership;
        this.replicas = replicas;
        this.client = client;
        this.contents = contents;
        this.mending = mending;
        this.paces = paces;
        this.config = config;
    }

    GroupJob pull(GroupWork.Pull work) {
        return (group, progress) -> copy(
                new Order(group, work.from(), work.epoch(), true, paces.at(work.bytesPerSecond())),
                (node, target) -> client.listing(node, group, work.epoch(), target),
                (theirs, mirror) -> mirror.copy(theirs),
                progress).outcome();
    }

    /// Both nodes read their bytes back. Whatever had to be copied, all is read once more.
    GroupJob verify(GroupWork.Verify work) {
        return (group, progress) -> {
            Pace pace = paces.at(work.bytesPerSecond());
            var order = new Order(group, work.against(), work.epoch(), true, pace);
            for (int pass = 1; pass <= PASSES; pass++) {
                Copied copied = copy(
                        order,
                        (node, target) -> client.readBack(node, group, work.epoch(), work.bytesPerSecond(), target),
                        (theirs, mirror) -> readBack(theirs, mirror, pace),
                        progress);
                if (!copied.changed()) {
                    return copied.outcome();
                }
            }
            return new GroupJob.Failed("After " + PASSES + " passes there still was something to copy");
        };
    }

    private void readBack(StoredImage theirs, Mirror mirror, Pace pace) throws IOException, InterruptedException {
        ImageKey image = theirs.manifest().key();
        if (!mending.check(image, pace::take, Replicas.Patience.inBackground(pace))) {
            mirror.trouble(image + " is damaged here");
        }
        mirror.copy(theirs);
    }

    /// Lists nothing when the totals are equal already. Where the two differ, the one that is read first is right.
    GroupJob compare(GroupWork.Compare work) {
        return (group, progress) -> {
            boolean theyAreRight = ownership.replicas(group).stream()
                    .anyMatch(replica -> replica.node().name().equals(work.with()) && replica.isBeforeUs());
            NodeAnswer<GroupTotals> answer = ownership.node(work.with())
                    .map(node -> client.totals(node, group))
                    .orElseGet(() -> new NodeAnswer.Unavailable<>("The map does not know the node " + work.with()));
            if (answer instanceof NodeAnswer.Unavailable<GroupTotals>(String reason)) {
                return new GroupJob.Failed(reason);
            }
            if (answer instanceof NodeAnswer.Done<GroupTotals>(GroupTotals theirs)
                    && theirs.equals(contents.totals(group))) {
                progress.isAllOf(theirs);
                return new GroupJob.Done(theirs.digest());
            }
            Pace pace = paces.at(config.repairRate().asLongValue());
            return copy(
                    new Order(group, work.with(), work.epoch(), theyAreRight, pace),
                    (peer, target) -> client.listing(peer, group, work.epoch(), target),
                    (theirs, mirror) -> copyUnlessItIsUnderWay(theirs, mirror),
                    progress).outcome();
        };
    }

    private void copyUnlessItIsUnderWay(StoredImage theirs, Mirror mirror) throws IOException, InterruptedException {
        ImageKey image = theirs.manifest().key();
        if (store.has(image) || image.id().createdAt().isBefore(Instant.now().minus(UPLOAD))) {
            mirror.copy(theirs);
        }
    }

    /// @param theyAreRight where both have a file, and have it otherwise
    private record Order(Group group, NodeName from, long epoch, boolean theyAreRight, Pace pace) {}

    private record Copied(GroupJob.Outcome outcome, boolean changed) {
        private static Copied failed(String reason) {
            return new Copied(new GroupJob.Failed(reason), false);
        }
    }

    private Copied copy(Order order, Told told, Step step, Progress progress) throws IOException, InterruptedException {
        Node from = ownership.node(order.from()).orElse(null);
        if (from == null) {
            return Copied.failed("The map does not know the node " + order.from());
        }
        ownership.awaitEpoch(order.group(), order.epoch(), MAP_PATIENCE);
        if (isOver(order)) {
            return Copied.failed(saysElse(order));
        }
        Path scratch = store.newIncoming();
        try {
            return switch (told.by(from, scratch.resolve("listing"))) {
                case NodeAnswer.Done<GroupListing>(GroupListing listing) -> copy(order, listing, from, step, progress);
                case NodeAnswer.OtherEpoch<GroupListing>(long epoch) ->
                    Copied.failed(from.name() + " has the group at epoch " + epoch + ", not " + order.epoch());
                case NodeAnswer.Unavailable<GroupListing>(String reason) -> Copied.failed(reason);
                case NodeAnswer.Refused<GroupListing>(int _, String reason) -> Copied.failed(reason);
                case NodeAnswer.Missing<GroupListing> _, NodeAnswer.Deleted<GroupListing> _ ->
                    Copied.failed(from.name() + " does not list groups");
            };
        } finally {
            store.discard(scratch);
        }
    }

    private Copied copy(Order order, GroupListing listing, Node from, Step step, Progress progress)
            throws IOException, InterruptedException {
        progress.isAllOf(listing.totals());
        var patience = Replicas.Patience.inBackground(order.pace());
        var source = new Mirror.Source(sources(from, order.group()), order.theyAreRight(), patience);
        var mirror = new Mirror(store, shelf, replicas, source, progress);
        try (Stream<GroupEntry> entries = listing.entries()) {
            for (GroupEntry entry : (Iterable<GroupEntry>) entries::iterator) {
                if (entry instanceof GroupEntry.Deleted(ImageId id)) {
                    mirror.delete(new ImageKey(order.group(), id));
                }
            }
        }
        try (Stream<GroupEntry> entries = listing.entries()) {
            for (GroupEntry entry : (Iterable<GroupEntry>) entries::iterator) {
                if (isOver(order)) {
                    return Copied.failed(saysElse(order));
                }
                take(entry, step, mirror, from);
            }
        }
        GroupJob.Outcome outcome = mirror.trouble()
                .<GroupJob.Outcome>map(GroupJob.Failed::new)
                .orElseGet(() -> new GroupJob.Done(listing.totals().digest()));
        return new Copied(outcome, mirror.hasChanged() && mirror.trouble().isEmpty());
    }

    private static void take(GroupEntry entry, Step step, Mirror mirror, Node from)
            throws IOException, InterruptedException {
        switch (entry) {
            case GroupEntry.Live(StoredImage theirs) -> step.take(theirs, mirror);
            case GroupEntry.Damaged(ImageId id) -> mirror.trouble("Image " + id + " is damaged on " + from.name());
            case GroupEntry.Deleted _, GroupEntry.End _ -> {} // they came first; and it is not among them
        }
    }

    /// The node itself, then the others: what is wrong with the one may be right with another.
    private List<Node> sources(Node from, Group group) {
        return Stream.concat(Stream.of(from), ownership.others(group).stream().filter(Predicate.not(from::equals)))
                .toList();
    }

    private boolean isOver(Order order) {
        return ownership.epoch(order.group()) != order.epoch();
    }

    private String saysElse(Order order) {
        return "The work is for epoch " + order.epoch() + "; the map has the group at epoch "
                + ownership.epoch(order.group()) + " on this node (0: not at all)";
    }
}
