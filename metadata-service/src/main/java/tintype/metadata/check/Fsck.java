package tintype.metadata.check;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tintype.cluster.nodes.GroupListing;
import tintype.cluster.nodes.NodeAnswer;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.GroupWork;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;
import tintype.metadata.Catalogue;
import tintype.metadata.movement.Labour;
import tintype.metadata.nodes.Listings;

/// Compares what the replicas of each group have, with each other and with the catalogue. A repair lets the nodes copy
/// what they lack; nothing is ever deleted by it.
@ApplicationScoped
class Fsck {

    private static final int EXAMPLES = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /// The event of an upload, or of a deletion, may be on its way.
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Surveys surveys;
    private final Listings listings;
    private final Catalogue catalogue;
    private final Labour labour;

    Fsck(Surveys surveys, Listings listings, Catalogue catalogue, Labour labour) {
        this.surveys = surveys;
        this.listings = listings;
        this.catalogue = catalogue;
        this.labour = labour;
    }

    SurveyView begin(boolean repair) {
        return surveys.begin(SurveyKind.FSCK, repair, life -> look(life, repair));
    }

    /// What one replica has.
    private record Replica(Map<ImageId, Set<StoredFile>> live, Set<ImageId> deleted, Set<ImageId> damaged) {}

    private Surveys.Seen look(GroupLife life, boolean repair) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Map<NodeName, Replica> replicas = new TreeMap<>();
        for (NodeName node : life.nodes()) {
            switch (listings.read(node, life.group(), Fsck::replica)) {
                case NodeAnswer.Done<Replica>(Replica replica) -> replicas.put(node, replica);
                case NodeAnswer<Replica> other ->
                    findings.add(new Finding(Finding.Kind.NOT_ASKED, life.group(), node, 0, List.of(), other.reason()));
            }
        }
        Map<ImageId, Set<StoredFile>> union = new HashMap<>();
        Set<ImageId> deleted = new HashSet<>(catalogue.deletedIn(life.group()));
        replicas.values().forEach(replica -> {
            deleted.addAll(replica.deleted());
            replica.live().forEach((id, files) ->
                    union.computeIfAbsent(id, _ -> new HashSet<>()).addAll(files));
        });
        for (Map.Entry<NodeName, Replica> replica : replicas.entrySet()) {
            findings.addAll(compare(life, replica.getKey(), replica.getValue(), union, deleted, replicas, repair));
        }
        boolean all = replicas.size() == life.nodes().size();
        findings.addAll(againstCatalogue(life.group(), union.keySet(), deleted, all));
        return new Surveys.Seen(union.size(), findings);
    }

    private static Replica replica(GroupListing listing) throws IOException {
        var replica = new Replica(new HashMap<>(), new HashSet<>(), new HashSet<>());
        try (Stream<GroupEntry> entries = listing.entries()) {
            entries.forEach(entry -> {
                switch (entry) {
                    case GroupEntry.Live(StoredImage image) ->
                        replica.live().put(image.manifest().id(), Set.copyOf(image.wanted()));
                    case GroupEntry.Deleted(ImageId id) -> replica.deleted().add(id);
                    case GroupEntry.Damaged(ImageId id) -> replica.damaged().add(id);
                    case GroupEntry.End _ -> {
                        // Is not among the entries.
                    }
                }
            });
        }
        return replica;
    }

    private List<Finding> compare(
            GroupLife life,
            NodeName node,
            Replica here,
            Map<ImageId, Set<StoredFile>> union,
            Set<ImageId> deleted,
            Map<NodeName, Replica> replicas,
            boolean repair)
            throws InterruptedException {
        Map<Finding.Kind, Set<ImageId>> found = new EnumMap<>(Finding.Kind.class);
        union.forEach((id, files) -> {
            Set<StoredFile> has = here.live().getOrDefault(id, Set.of());
            if (deleted.contains(id)) {
                if (here.live().containsKey(id)) {
                    add(found, Finding.Kind.DELETION_MISSED, id);
                }
            } else if (names(has).containsAll(names(files)) && !has.containsAll(files)) {
                add(found, Finding.Kind.DIFFERS_ON_NODE, id);
            } else if (!has.containsAll(files)) {
                add(found, Finding.Kind.MISSING_ON_NODE, id);
            }
        });
        here.damaged().forEach(id -> add(found, Finding.Kind.DAMAGED_ON_NODE, id));
        String outcome = repair && !found.isEmpty() ? repair(life, node, replicas.keySet()) : null;
        return found.entrySet().stream()
                .map(one -> finding(one.getKey(), life.group(), node, one.getValue(), outcome))
                .toList();
    }

    private static Set<Object> names(Set<StoredFile> files) {
        Set<Object> names = new HashSet<>();
        files.forEach(file -> names.add(file.file()));
        return names;
    }

    private static void add(Map<Finding.Kind, Set<ImageId>> found, Finding.Kind kind, ImageId id) {
        found.computeIfAbsent(kind, _ -> new TreeSet<>()).add(id);
    }

    private static Finding finding(
            Finding.Kind kind, Group group, @Nullable NodeName node, Collection<ImageId> ids, @Nullable String outcome) {
        return new Finding(kind, group, node, ids.size(), ids.stream().limit(EXAMPLES).toList(), outcome);
    }

    /// Lets the node take over from each of the others: their deletions first, then what it lacks.
    private String repair(GroupLife life, NodeName node, Set<NodeName> others) throws InterruptedException {
        if (!(life instanceof GroupLife.Steady)) {
            return "The group moves; look again when it has";
        }
        for (NodeName other : others) {
            if (!other.equals(node)) {
                String trouble = repair(life, node, other);
                if (trouble != null) {
                    return trouble;
                }
            }
        }
        return others.size() > 1 ? "Repaired from the other replicas" : "There is no other replica to repair it from";
    }

    private @Nullable String repair(GroupLife life, NodeName node, NodeName from) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        var work = new GroupWork.Compare(from, life.epoch());
        while (true) {
            Labour.Standing standing = labour.done(node, life.group(), work);
            if (standing instanceof Labour.Standing.Done) {
                return null;
            }
            if (Instant.now().isAfter(end)) {
                return standing instanceof Labour.Standing.Held(String reason) ? reason : "The node is still at it";
            }
            Thread.sleep(PAUSE);
        }
    }

    /// @param all whether every replica was seen: else what was not seen need not be lost
    private List<Finding> againstCatalogue(Group group, Set<ImageId> onDisks, Set<ImageId> deleted, boolean all) {
        Instant settled = Instant.now().minus(FRESH);
        Set<ImageId> known = catalogue.liveIn(group);
        Set<ImageId> unknown = new TreeSet<>(onDisks);
        unknown.removeAll(known);
        unknown.removeAll(deleted);
        unknown.removeIf(id -> id.createdAt().isAfter(settled));
        Set<ImageId> lost = new TreeSet<>(known);
        lost.removeAll(onDisks);
        lost.removeIf(id -> id.createdAt().isAfter(settled));
        List<Finding> findings = new ArrayList<>();
        if (!unknown.isEmpty()) {
            findings.add(finding(
                    Finding.Kind.UNKNOWN_TO_CATALOGUE, group, null, unknown,
                    "Uploads that were never acknowledged; if the catalogue has forgotten, rebuild it"));
        }
        if (all && !lost.isEmpty()) {
            findings.add(finding(Finding.Kind.LOST, group, null, lost, null));
        }
        return findings;
    }
}
