package tintype.serve.groups;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.store.GroupDigest;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.GroupTotals;
import tintype.contract.store.StoredImage;
import tintype.serve.disk.DamagedException;
import tintype.serve.disk.ImageStore;

/// What this node has of a group: one entry for each image that is here or was deleted, in the order of their ids.
@ApplicationScoped
class GroupContents {

    private static final Logger LOG = Logger.getLogger(GroupContents.class);

    interface Visitor {
        /// Comes first, so that the image may be read back before it is described.
        default void before(ImageKey image) throws IOException, InterruptedException {}

        void entry(GroupEntry entry) throws IOException, InterruptedException;
    }

    private record Added(long version, GroupTotals totals) {}

    private final ImageStore store;
    private final Map<Group, Added> added = new ConcurrentHashMap<>();

    GroupContents(ImageStore store) {
        this.store = store;
    }

    /// @return what was visited; the visitor does not see the end
    GroupTotals visit(Group group, Visitor visitor) throws IOException, InterruptedException {
        var digest = new GroupDigest(group);
        for (ImageId id : store.data().imagesAndTombstones(group)) {
            var image = new ImageKey(group, id);
            visitor.before(image);
            Optional<GroupEntry> entry = entry(image);
            if (entry.isPresent()) {
                digest.add(entry.get());
                visitor.entry(entry.get());
            }
        }
        return digest.totals();
    }

    /// Adds up only what has changed since it was last asked: other nodes ask often.
    GroupTotals totals(Group group) throws IOException, InterruptedException {
        long version = store.inventory().version(group);
        Added known = added.get(group);
        if (known != null && known.version() == version) {
            return known.totals();
        }
        GroupTotals totals = visit(group, _ -> {});
        added.put(group, new Added(version, totals));
        return totals;
    }

    /// Empty when it went away without having been deleted: into quarantine.
    private Optional<GroupEntry> entry(ImageKey image) throws IOException {
        Optional<GroupEntry> live = describe(image);
        return store.isDeleted(image) ? Optional.of(new GroupEntry.Deleted(image.id())) : live;
    }

    private Optional<GroupEntry> describe(ImageKey image) throws IOException {
        try {
            Optional<StoredImage> found = store.describe(image);
            if (found.isPresent() || !store.has(image)) {
                return found.map(GroupEntry.Live::new);
            }
            LOG.warnf("%s has no manifest", image);
        } catch (DamagedException e) {
            LOG.warn(e.getMessage());
        }
        return Optional.of(new GroupEntry.Damaged(image.id()));
    }
}
