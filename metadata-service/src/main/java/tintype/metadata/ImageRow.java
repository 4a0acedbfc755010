package tintype.metadata;

import static java.util.stream.Collectors.toSet;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.ImageView;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Placeholder;
import tintype.contract.events.ImageEvent;

/// What the catalogue knows of an image. Each event fills in its part, in whatever order they come.
@Entity
@Table(name = "image")
class ImageRow extends PanacheEntityBase {

    @Id
    @Column(columnDefinition = "char(26)")
    String id = "";

    @Column(name = "group_no")
    int group;

    @Nullable String manifest;

    @Column(name = "rendered_at")
    @Nullable Instant renderedAt;

    @Nullable String failure;

    @Column(name = "blur_hash")
    @Nullable String blurHash;

    @Column(columnDefinition = "char(7)")
    @Nullable String colour;

    /// When the event happened that the placeholder is from.
    @Column(name = "pictured_at")
    @Nullable Instant picturedAt;

    boolean damaged;

    @Column(name = "deleted_at")
    @Nullable Instant deletedAt;

    static Optional<ImageRow> of(ImageId id) {
        return findByIdOptional(id.toString());
    }

    static Optional<ImageRow> locked(ImageId id) {
        return Optional.ofNullable(findById(id.toString(), LockModeType.PESSIMISTIC_WRITE));
    }

    /// Newest first, from behind the cursor on.
    static List<ImageRow> page(@Nullable ImageId after, int limit) {
        String listed = "deletedAt is null and manifest is not null";
        return after == null
                ? ImageRow.<ImageRow>find(listed + " order by id desc").page(0, limit).list()
                : ImageRow.<ImageRow>find(listed + " and id < ?1 order by id desc", after.toString()).page(0, limit).list();
    }

    /// @param which a condition in the words of this class
    static Set<ImageId> idsIn(Group group, String which) {
        return getEntityManager()
                .createQuery("select id from ImageRow where group = ?1 and " + which, String.class)
                .setParameter(1, group.number())
                .getResultStream()
                .map(id -> ImageId.parse(id).orThrow())
                .collect(toSet());
    }

    /// Makes the row if no other event has.
    static ImageRow get(ImageKey image) {
        getEntityManager()
                .createNativeQuery("insert into image (id, group_no) values (?1, ?2) on conflict do nothing")
                .setParameter(1, image.id().toString())
                .setParameter(2, image.group().number())
                .executeUpdate();
        return locked(image.id()).orElseThrow();
    }

    ImageKey key() {
        return new ImageKey(new Group(group), ImageId.parse(id).orThrow());
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    /// Empty while only other events than `image.stored` have come.
    Optional<Manifest> manifest() {
        return Optional.ofNullable(manifest)
                .map(json -> Json.parse(json.getBytes(StandardCharsets.UTF_8), Manifest.class).orThrow());
    }

    /// Of several events the last tells how the picture looks, and any that there is damage, as no variant is made anew.
    void apply(ImageEvent.Rendered rendered) {
        renderedAt = latest(renderedAt, rendered.at());
        damaged |= rendered.damaged();
        Placeholder placeholder = rendered.placeholder();
        if (placeholder != null && rendered.at().equals(latest(picturedAt, rendered.at()))) {
            blurHash = placeholder.blurHash();
            colour = placeholder.colour();
            picturedAt = rendered.at();
        }
    }

    private static Instant latest(@Nullable Instant known, Instant next) {
        return known == null || next.isAfter(known) ? next : known;
    }

    ImageView.Progress progress() {
        Placeholder placeholder = blurHash == null || colour == null ? null : new Placeholder(blurHash, colour);
        ImageView.State state = state();
        return new ImageView.Progress(state, state == ImageView.State.FAILED ? failure : null, placeholder, damaged);
    }

    /// A picture that could be rendered after all is no failure any more.
    private ImageView.State state() {
        if (renderedAt != null) {
            return ImageView.State.RENDERED;
        }
        return failure == null ? ImageView.State.STORED : ImageView.State.FAILED;
    }
}
