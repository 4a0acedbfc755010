package tintype.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import tintype.cluster.ClusterConfig;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.StoredFile;
import tintype.contract.StoredImage;

/// The files of this node: one directory an image, at the path that its URLs have.
///
/// An image's directory appears whole by one rename. Writes and deletes of an image exclude each other, so nothing
/// that was deleted is written again; reads take no lock, and see a file whole or not at all.
@ApplicationScoped
class ImageStore {

    private static final Logger LOG = Logger.getLogger(ImageStore.class);
    private static final int LOCKS = 256;

    private final Path data;
    private final Path incoming;
    private final Path trash;
    private final Tombstones tombstones;
    private final Event<ImageDeleted> deletions;
    private final List<Object> locks = IntStream.range(0, LOCKS).mapToObj(_ -> new Object()).toList();

    /// Fired when the files of an image are no longer at their place.
    record ImageDeleted(ImageKey image) {}

    ImageStore(ClusterConfig config, Event<ImageDeleted> deletions) {
        this.data = config.data();
        this.incoming = data.resolve("incoming");
        this.trash = data.resolve("trash");
        this.tombstones = new Tombstones(data.resolve("tombstones"));
        this.deletions = deletions;
        try {
            for (Path leftovers : List.of(incoming, trash)) {
                removeAll(leftovers);
                Files.createDirectories(leftovers);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear the leftovers in " + data, e);
        }
    }

    /// A place for bytes that are on their way, on the filesystem of the store.
    Path newIncoming() throws IOException {
        return Files.createTempDirectory(incoming, "");
    }

    void discard(Path incoming) {
        try {
            removeAll(incoming);
        } catch (IOException e) {
            LOG.warnf(e, "Cannot remove %s", incoming);
        }
    }

    /// Gives an image its place. The directory holds the original, its manifest and its checksum.
    ///
    /// @param received a directory from [#newIncoming()] with the original in it
    StoreResult add(Manifest manifest, Path received) throws IOException {
        ImageFile original = manifest.original().file();
        Durably.write(received.resolve(Manifest.FILE_NAME), Json.print(manifest));
        Checksums none = Checksums.read(received);
        Durably.write(received.resolve(Checksums.FILE_NAME), none.with(original, manifest.sha256()).print());
        Durably.force(received.resolve(original.toString()));
        Durably.force(received);
        synchronized (lock(manifest.key())) {
            if (tombstones.has(manifest.key())) {
                return StoreResult.DELETED;
            }
            Path home = home(manifest.key());
            if (Files.exists(home)) {
                return Checksums.read(home).of(original).equals(Optional.of(manifest.sha256()))
                        ? StoreResult.ALREADY_THERE
                        : StoreResult.OTHER_BYTES;
            }
            Durably.createDirectories(home.getParent());
            Durably.rename(received, home);
            return StoreResult.STORED;
        }
    }

    /// Puts a variant beside its original. The first bytes of a name win.
    ///
    /// @param received a file in a directory from [#newIncoming()]
    StoreResult add(ImageName name, Path received, Sha256 sha256) throws IOException {
        Durably.force(received);
        Path home = home(name.image());
        synchronized (lock(name.image())) {
            if (tombstones.has(name.image())) {
                return StoreResult.DELETED;
            }
            if (!Files.exists(home)) {
                return StoreResult.NO_SUCH_IMAGE;
            }
            Path file = home.resolve(name.file().toString());
            if (Files.exists(file)) {
                return StoreResult.ALREADY_THERE;
            }
            Path sums = received.resolveSibling(Checksums.FILE_NAME);
            Durably.write(sums, Checksums.read(home).with(name.file(), sha256).print());
            Durably.rename(sums, home.resolve(Checksums.FILE_NAME));
            Durably.rename(received, file);
            return StoreResult.STORED;
        }
    }

    /// First the tombstone, so that nothing is written again; then the files, so that nothing is found; then the
    /// caches are told. Whoever read a file in between looks for the tombstone before keeping it.
    void delete(ImageKey image) throws IOException {
        Path home = home(image);
        synchronized (lock(image)) {
            tombstones.add(image);
            if (Files.exists(home)) {
                Path grave = Files.createTempDirectory(trash, "").resolve(image.id().toString());
                Durably.rename(home, grave);
                Durably.force(home.getParent());
            }
        }
        deletions.fire(new ImageDeleted(image));
        discardTrash();
    }

    private void discardTrash() throws IOException {
        try (var graves = Files.newDirectoryStream(trash)) {
            graves.forEach(this::discard);
        }
    }

    Served find(ImageName name) throws IOException {
        Path home = home(name.image());
        Path file = home.resolve(name.file().toString());
        Optional<Sha256> sum = Checksums.read(home).of(name.file());
        if (sum.isPresent()) {
            try {
                return new Served.File(file, Files.readAttributes(file, BasicFileAttributes.class).size(), sum.get());
            } catch (NoSuchFileException e) {
                // Its sum comes first; or it was deleted just now.
                LOG.debugf("%s is not there yet, or no longer", file);
            }
        }
        if (tombstones.has(name.image())) {
            return new Served.Deleted();
        }
        return name.file() instanceof ImageFile.Variant && Files.exists(home)
                ? new Served.NotYet(name)
                : new Served.Nothing();
    }

    boolean isDeleted(ImageKey image) {
        return tombstones.has(image);
    }

    /// Empty when the image is not here.
    Optional<StoredImage> describe(ImageKey image) throws IOException {
        Path home = home(image);
        byte[] manifest;
        try {
            manifest = Files.readAllBytes(home.resolve(Manifest.FILE_NAME));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        List<StoredFile> files = new ArrayList<>();
        for (var sum : Checksums.read(home).sums().entrySet()) {
            Path file = home.resolve(sum.getKey());
            if (Files.exists(file)) {
                ImageFile name = ImageFile.parse(sum.getKey()).orThrow();
                files.add(new StoredFile(name, sum.getValue(), Files.size(file)));
            }
        }
        return Optional.of(new StoredImage(Json.parse(manifest, Manifest.class).orThrow(), files));
    }

    private Path home(ImageKey image) {
        return data.resolve(image.directory());
    }

    private Object lock(ImageKey image) {
        return locks.get(Math.floorMod(image.hashCode(), LOCKS));
    }

    private static void removeAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
