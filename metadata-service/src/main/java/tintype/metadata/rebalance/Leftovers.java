package tintype.metadata.rebalance;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import tintype.cluster.nodes.NodeAnswer;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.GroupOnNode;
import tintype.contract.store.GroupWork;
import tintype.contract.store.StoredImage;
import tintype.metadata.Leadership;
import tintype.metadata.groups.Lives;
import tintype.metadata.movement.Labour;
import tintype.metadata.movement.MovesConfig;
import tintype.metadata.nodes.Heartbeats;
import tintype.metadata.nodes.KnownNode;
import tintype.metadata.nodes.Listings;
import tintype.metadata.nodes.Nodes;

/// Copies of groups on nodes that have no part in them: of a node that was dead, or of a movement that was cancelled.
/// After the grace they are compared with what an owner has, and go to quarantine.
@ApplicationScoped
class Leftovers {

    private static final Logger LOG = Logger.getLogger(Leftovers.class);
    private static final int AT_ONCE = 8;

    private final Leadership leadership;
    private final Lives lives;
    private final Nodes nodes;
    private final Heartbeats heartbeats;
    private final Rebalance rebalance;
    private final Labour labour;
    private final Listings listings;
    private final MovesConfig config;
    private final Map<Leftover, Instant> since = new HashMap<>();

    Leftovers(
            Leadership leadership,
            Lives lives,
            Nodes nodes,
            Heartbeats heartbeats,
            Rebalance rebalance,
            Labour labour,
            Listings listings,
            MovesConfig config) {
        this.leadership = leadership;
        this.lives = lives;
        this.nodes = nodes;
        this.heartbeats = heartbeats;
        this.rebalance = rebalance;
        this.labour = labour;
        this.listings = listings;
        this.config = config;
    }

    record Leftover(NodeName node, GroupLife life) {}

    @Scheduled(every = "${tintype.nodes.inventory:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void settle() {
        try {
            if (leadership.isOurs()) {
                ripe(find()).stream().limit(AT_ONCE).forEach(this::settle);
            }
        } catch (PersistenceException e) {
            LOG.debugf("Leftovers wait for the database: %s", e.getMessage());
        }
    }

    /// Those that have been left over for as long as somebody's map may be stale, who would read them still.
    private List<Leftover> ripe(List<Leftover> found) {
        Instant now = Instant.now();
        since.keySet().retainAll(Set.copyOf(found));
        found.forEach(leftover -> since.putIfAbsent(leftover, now));
        return found.stream()
                .filter(leftover -> !since.get(leftover).plus(config.grace()).isAfter(now))
                .toList();
    }

    private List<Leftover> find() {
        Map<Group, GroupLife> byGroup = new HashMap<>();
        lives.all().forEach(life -> byGroup.put(life.group(), life));
        // While a group moves, each copy of it may be of use.
        rebalance.open().forEach(movement -> byGroup.remove(movement.group()));
        return nodes.all().stream()
                .filter(KnownNode::isExpected)
                .flatMap(node -> heartbeats.pulse(node.name()).groups().stream()
                        .filter(there -> there.images() > 0)
                        .map(GroupOnNode::group)
                        .flatMap(group -> Optional.ofNullable(byGroup.get(group)).stream())
                        .filter(life -> !life.assignment().isOn(node.name()))
                        .map(life -> new Leftover(node.name(), life)))
                .toList();
    }

    /// What an owner lacks of it was never acknowledged: an upload that failed after this node had taken it.
    private void settle(Leftover leftover) {
        GroupLife life = leftover.life();
        Optional<Set<ImageId>> here = images(leftover.node(), life);
        Optional<Set<ImageId>> kept =
                life.nodes().stream().filter(heartbeats::answers).findFirst().flatMap(owner -> images(owner, life));
        if (here.isEmpty() || kept.isEmpty()) {
            return;
        }
        long alone = here.get().stream().filter(id -> !kept.get().contains(id)).count();
        switch (labour.done(leftover.node(), life.group(), new GroupWork.Drop(life.epoch()))) {
            case Labour.Standing.Done _ -> {
                // It is gone from the next inventory.
            }
            case Labour.Standing.UnderWay _ ->
                LOG.infof("%s puts group %s into quarantine: %d images, of which %d are nowhere else",
                        leftover.node(), life.group(), here.get().size(), alone);
            case Labour.Standing.Held(String reason) ->
                LOG.infof("Group %s is left on %s: %s", life.group(), leftover.node(), reason);
        }
    }

    /// Those that the node has, or knows to be deleted.
    private Optional<Set<ImageId>> images(NodeName node, GroupLife life) {
        NodeAnswer<Set<ImageId>> read = listings.read(node, life.group(), listing -> {
            Set<ImageId> images = new HashSet<>();
            try (Stream<GroupEntry> entries = listing.entries()) {
                entries.forEach(entry -> {
                    switch (entry) {
                        case GroupEntry.Live(StoredImage image) -> images.add(image.manifest().id());
                        case GroupEntry.Deleted(ImageId id) -> images.add(id);
                        case GroupEntry.Damaged(ImageId id) -> images.add(id);
                        case GroupEntry.End _ -> {
                            // Is not among the entries.
                        }
                    }
                });
            }
            return images;
        });
        return read instanceof NodeAnswer.Done<Set<ImageId>>(Set<ImageId> images) ? Optional.of(images) : Optional.empty();
    }
}
