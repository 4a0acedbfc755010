package tintype.endtoend.power;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.Recipe;
import tintype.contract.Sha256;
import tintype.contract.store.StoredFile;

/// An image that was given to the node, and what the node said to it. A node does not look into files, so its bytes are
/// any; they follow from the name, so that none of them is kept.
final class Photo {

    /// What the node has to answer, by what it has said before.
    enum Owed {
        THERE,
        GONE,
        /// Asked for and not acknowledged: there or not, but whole.
        EITHER
    }

    private static final List<ImageFile.Variant> VARIANTS = List.of(
            new ImageFile.Variant(Recipe.fit(160), Format.JPEG),
            new ImageFile.Variant(Recipe.fit(320), Format.JPEG),
            new ImageFile.Variant(Recipe.fit(320), Format.WEBP));
    private static final int LARGEST_ORIGINAL = 60_000;
    private static final int LARGEST_VARIANT = 8_000;

    private final ImageKey key;
    private final Manifest manifest;
    private final Set<ImageFile> asked = new HashSet<>();
    private final Set<ImageFile> acknowledged = new HashSet<>();
    private boolean isDeletionAsked;
    private Announcements.@Nullable Place deletion;

    Photo(ImageKey key) {
        this.key = key;
        var file = new ImageFile.Original(Format.JPEG);
        byte[] original = bytes(file);
        this.manifest = new Manifest(
                key.group(), key.id(), Sha256.of(original), original.length, Format.JPEG, 40, 30, 1, "a.jpg",
                Instant.now().truncatedTo(ChronoUnit.MILLIS), Map.of());
    }

    ImageKey key() {
        return key;
    }

    Manifest manifest() {
        return manifest;
    }

    byte[] bytes(ImageFile file) {
        var random = new SplittableRandom(31L * key.hashCode() + file.toString().hashCode());
        int most = switch (file) {
            case ImageFile.Original _ -> LARGEST_ORIGINAL;
            case ImageFile.Variant _ -> LARGEST_VARIANT;
        };
        byte[] bytes = new byte[random.nextInt(100, most)];
        random.nextBytes(bytes);
        return bytes;
    }

    boolean isAs(ImageFile file, byte[] bytes) {
        return Sha256.of(bytes).equals(Sha256.of(bytes(file)));
    }

    /// Some of its variants, in the order in which their bytes are sent.
    List<StoredFile> variants(SplittableRandom random) {
        return VARIANTS.subList(0, random.nextInt(1, VARIANTS.size() + 1)).stream()
                .map(file -> new StoredFile(file, Sha256.of(bytes(file)), bytes(file).length))
                .toList();
    }

    synchronized void asked(ImageFile file) {
        asked.add(file);
    }

    synchronized void acknowledged(ImageFile file) {
        acknowledged.add(file);
    }

    synchronized void deletionAsked() {
        isDeletionAsked = true;
    }

    /// Kafka has it, so the user was told that it is gone.
    synchronized void deletionAnnounced(Announcements.Place place) {
        deletion = place;
    }

    /// All files that were ever sent.
    synchronized Set<ImageFile> files() {
        return Set.copyOf(asked);
    }

    synchronized Owed owed(ImageFile file) {
        if (deletion != null) {
            return Owed.GONE;
        }
        return acknowledged.contains(file) && !isDeletionAsked ? Owed.THERE : Owed.EITHER;
    }

    synchronized Optional<Announcements.Place> deletion() {
        return Optional.ofNullable(deletion);
    }

    synchronized boolean mayBeDeleted() {
        return isDeletionAsked;
    }

    /// Whether it can have variants, and be deleted.
    synchronized boolean isLive() {
        return !isDeletionAsked && acknowledged.contains(manifest.original().file());
    }

    /// Whether its upload has failed, so that a writer would try again.
    synchronized boolean isToBeTriedAgain() {
        return !isDeletionAsked && !acknowledged.contains(manifest.original().file());
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
