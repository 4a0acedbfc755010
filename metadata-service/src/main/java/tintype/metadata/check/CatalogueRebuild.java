package tintype.metadata.check;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tintype.cluster.nodes.GroupListing;
import tintype.cluster.nodes.NodeAnswer;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.events.ImageEvent;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.StoredImage;
import tintype.metadata.Catalogue;
import tintype.metadata.nodes.KnownNode;
import tintype.metadata.nodes.Listings;
import tintype.metadata.nodes.Nodes;

/// Makes the catalogue again from the disks, as if all events came once more. What any node, or the catalogue itself,
/// knows to be deleted stays so.
@ApplicationScoped
class CatalogueRebuild {

    private final Surveys surveys;
    private final Listings listings;
    private final Catalogue catalogue;
    private final Nodes nodes;

    CatalogueRebuild(Surveys surveys, Listings listings, Catalogue catalogue, Nodes nodes) {
        this.surveys = surveys;
        this.listings = listings;
        this.catalogue = catalogue;
        this.nodes = nodes;
    }

    SurveyView begin() {
        return surveys.begin(SurveyKind.REBUILD_CATALOGUE, true, this::rebuild);
    }

    /// Deletions of all nodes first: also of those that have left the group, as they keep their tombstones.
    private Surveys.Seen rebuild(GroupLife life) {
        List<Finding> findings = new ArrayList<>();
        for (KnownNode node : nodes.all()) {
            if (node.isMember()) {
                take(node.name(), life, findings, GroupEntry.Deleted.class);
            }
        }
        Set<ImageId> images = new HashSet<>();
        life.nodes().forEach(node -> images.addAll(take(node, life, findings, GroupEntry.Live.class)));
        return new Surveys.Seen(images.size(), findings);
    }

    private Set<ImageId> take(
            NodeName node, GroupLife life, List<Finding> findings, Class<? extends GroupEntry> wanted) {
        NodeAnswer<Set<ImageId>> taken =
                listings.read(node, life.group(), listing -> apply(listing, life.group(), wanted));
        return switch (taken) {
            case NodeAnswer.Done<Set<ImageId>>(Set<ImageId> images) -> images;
            case NodeAnswer<Set<ImageId>> other -> {
                if (life.nodes().contains(node)) {
                    findings.add(new Finding(
                            Finding.Kind.NOT_ASKED, life.group(), node, 0, List.of(), other.reason()));
                }
                yield Set.of();
            }
        };
    }

    private Set<ImageId> apply(GroupListing listing, Group group, Class<? extends GroupEntry> wanted)
            throws IOException {
        Set<ImageId> images = new HashSet<>();
        try (Stream<GroupEntry> entries = listing.entries()) {
            entries.filter(wanted::isInstance).forEach(entry -> {
                switch (entry) {
                    case GroupEntry.Live(StoredImage image) -> {
                        images.add(image.manifest().id());
                        catalogue.learn(image);
                    }
                    case GroupEntry.Deleted(ImageId id) -> catalogue.learnDeleted(
                            new ImageEvent.Deleted(group, id, Instant.now()));
                    case GroupEntry.Damaged _, GroupEntry.End _ -> {
                        // Tells nothing of an image that could be catalogued.
                    }
                }
            });
        }
        return images;
    }
}
