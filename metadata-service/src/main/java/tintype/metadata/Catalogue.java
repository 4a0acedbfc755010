package tintype.metadata;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.cluster.ClusterConfig;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageView;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.events.ImageEvent;
import tintype.contract.store.StoredImage;

/// All images that were ever heard of. Events may come twice and in any order; a deletion wins over all others.
@ApplicationScoped
public class Catalogue {

    private static final Logger LOG = Logger.getLogger(Catalogue.class);

    /// What the catalogue has under an id.
    sealed interface Entry {
        record Known(ImageView view) implements Entry {}

        record Deleted() implements Entry {}

        record Unknown() implements Entry {}
    }

    /// Fired after a deletion is certain.
    record DeletionCommitted() {}

    private final GroupMapFollower maps;
    private final String site;
    private final Event<DeletionCommitted> deletions;

    Catalogue(GroupMapFollower maps, ClusterConfig config, Event<DeletionCommitted> deletions) {
        this.maps = maps;
        this.site = config.publicUrl().orElse("");
        this.deletions = deletions;
    }

    @Transactional
    void apply(ImageEvent event) {
        ImageRow row = ImageRow.get(event.key());
        switch (event) {
            case ImageEvent.Stored(Manifest manifest) ->
                row.manifest = new String(Json.print(manifest), StandardCharsets.UTF_8);
            case ImageEvent.Rendered rendered -> row.apply(rendered);
            case ImageEvent.Failed failed -> row.failure = failed.detail();
            case ImageEvent.Deleted deleted -> row.deletedAt = deleted.at();
        }
    }

    /// From a disk that describes itself, when the events are gone. How the picture looks is on no disk, so that comes
    /// back only with the next rendering.
    @Transactional
    public void learn(StoredImage image) {
        apply(new ImageEvent.Stored(image.manifest()));
        ImageRow row = ImageRow.get(image.manifest().key());
        boolean rendered = image.files().stream().anyMatch(file -> file.file() instanceof ImageFile.Variant);
        if (rendered && row.renderedAt == null) {
            row.renderedAt = image.manifest().storedAt();
        }
    }

    /// From a tombstone on a disk; when it was deleted, if the catalogue knows, stays as it is.
    @Transactional
    public void learnDeleted(ImageEvent.Deleted deletion) {
        if (!ImageRow.get(deletion.key()).isDeleted()) {
            apply(deletion);
        }
    }

    @Transactional
    public Set<ImageId> liveIn(Group group) {
        return ImageRow.idsIn(group, "deletedAt is null and manifest is not null");
    }

    @Transactional
    public Set<ImageId> deletedIn(Group group) {
        return ImageRow.idsIn(group, "deletedAt is not null");
    }

    @Transactional
    Entry find(ImageId id) {
        return ImageRow.of(id).map(this::entry).orElseGet(Entry.Unknown::new);
    }

    private Entry entry(ImageRow row) {
        if (row.isDeleted()) {
            return new Entry.Deleted();
        }
        return view(row).<Entry>map(Entry.Known::new).orElseGet(Entry.Unknown::new);
    }

    @Transactional
    List<ImageView> page(@Nullable ImageId after, int limit) {
        return ImageRow.page(after, limit).stream().flatMap(row -> view(row).stream()).toList();
    }

    private Optional<ImageView> view(ImageRow row) {
        return row.manifest()
                .map(manifest -> ImageView.of(manifest, maps.require().presets(), site, row.progress()));
    }

    /// When this returns true, the image is deleted for ever: the announcement is part of the same transaction.
    ///
    /// @return whether there is, or was, such an image
    @Transactional
    boolean delete(ImageId id) {
        Optional<ImageRow> known = ImageRow.locked(id);
        known.filter(row -> !row.isDeleted()).ifPresent(row -> {
            row.deletedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            OutboxRow.add(row.key(), row.deletedAt);
            deletions.fire(new DeletionCommitted());
            LOG.infof("Deleted %s", row.key());
        });
        return known.isPresent();
    }
}
