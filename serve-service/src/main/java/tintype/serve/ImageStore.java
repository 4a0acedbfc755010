package tintype.serve;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.StoredFile;
import tintype.contract.StoredImage;

/// The files of this node: one directory an image, at the path that its URLs have; see
/// `docs/reference/disk-layout.md`.
///
/// Two things hold at any moment, also after a power cut: an image's directory is whole or not there, and a deleted
/// image has a tombstone. Writers and deletions of one image take turns, and each writer looks for the tombstone in its
/// turn; so a writer is either before the deletion, and its files are taken away, or after it, and is refused. Readers
/// take no turns: they look for the tombstone first, and who keeps what he read looks for it again.
@Startup
@ApplicationScoped
class ImageStore {

    private static final Logger LOG = Logger.getLogger(ImageStore.class);
    private static final int LOCKS = 256;

    private final Path data;
    private final Path incoming;
    private final Trash trash;
    private final Tombstones tombstones;
    private final List<Object> locks = IntStream.range(0, LOCKS).mapToObj(_ -> new Object()).toList();

    @Inject
    ImageStore(NodeIdentity disk) throws IOException {
        this(disk.data());
    }

    ImageStore(Path data) throws IOException {
        this.data = data;
        this.incoming = data.resolve("tmp");
        this.tombstones = new Tombstones(data.resolve("tombstones"));
        Files.createDirectories(incoming);
        this.trash = new Trash(Files.createDirectories(data.resolve("trash")));
        trash.take(incoming); // what was on its way when the process ended
        Files.createDirectories(incoming);
    }

    /// A place for bytes that are on their way, on the filesystem of the store.
    Path newIncoming() throws IOException {
        return Files.createTempDirectory(incoming, "");
    }

    void discard(Path incoming) {
        try {
            Trash.remove(incoming);
        } catch (NoSuchFileException e) {
            LOG.debugf("%s has become an image", incoming);
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
        Durably.write(received.resolve(Checksums.FILE_NAME), none.with(List.of(new StoredFile(original, manifest.sha256(), manifest.bytes()))).print());
        Durably.force(received.resolve(original.toString()));
        Durably.force(received);
        synchronized (lock(manifest.key())) {
            if (tombstones.has(manifest.key())) {
                return StoreResult.DELETED;
            }
            Path home = home(manifest.key());
            if (Files.exists(home)) {
                Durably.force(home.getParent()); // its writer may have failed just before this
                return Checksums.read(home).of(original).equals(Optional.of(manifest.sha256()))
                        ? StoreResult.ALREADY_THERE
                        : StoreResult.OTHER_BYTES;
            }
            Durably.createDirectories(home.getParent());
            Durably.rename(received, home);
            return StoreResult.STORED;
        }
    }

    /// Puts variants beside their original. The first bytes of a name win.
    ///
    /// @param received a directory from [#newIncoming()] with the variants in it
    StoreResult add(ImageKey image, List<StoredFile> variants, Path received) throws IOException {
        for (StoredFile variant : variants) {
            Durably.force(received.resolve(variant.file().toString()));
        }
        Path home = home(image);
        synchronized (lock(image)) {
            if (tombstones.has(image)) {
                return StoreResult.DELETED;
            }
            if (!Files.exists(home)) {
                return StoreResult.NO_SUCH_IMAGE;
            }
            Checksums known = Checksums.read(home);
            List<StoredFile> fresh = variants.stream()
                    .filter(variant -> known.of(variant.file()).isEmpty()
                            || !Files.exists(home.resolve(variant.file().toString())))
                    .toList();
            if (fresh.isEmpty()) {
                Durably.force(home); // its writer may have failed just before this
                return StoreResult.ALREADY_THERE;
            }
            Path sums = received.resolve(Checksums.FILE_NAME);
            Durably.write(sums, known.with(fresh).print());
            Durably.rename(sums, home.resolve(Checksums.FILE_NAME));
            for (StoredFile variant : fresh) {
                String name = variant.file().toString();
                Files.move(received.resolve(name), home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            Durably.force(home);
            return StoreResult.STORED;
        }
    }

    /// First the tombstone: from then on no writer adds to the image, and no reader finds it. Then its directory goes.
    /// Who keeps files of it in memory drops them after this: a reader who puts one there later sees the tombstone.
    /// All of it may be done twice.
    void delete(ImageKey image) throws IOException {
        Path home = home(image);
        synchronized (lock(image)) {
            tombstones.add(image);
            if (Files.exists(home)) {
                trash.take(home);
                Durably.force(home.getParent());
            }
        }
    }

    Served find(ImageName name) throws IOException {
        if (tombstones.has(name.image())) {
            return new Served.Deleted();
        }
        Path home = home(name.image());
        Optional<Sha256> sum = Checksums.read(home).of(name.file());
        if (sum.isEmpty()) {
            return missing(name);
        }
        Path file = home.resolve(name.file().toString());
        try {
            return new Served.File(file, Files.readAttributes(file, BasicFileAttributes.class).size(), sum.get());
        } catch (NoSuchFileException e) {
            if (name.file() instanceof ImageFile.Original && !tombstones.has(name.image())) {
                throw new IOException("An original is lost: " + file, e);
            }
            return missing(name); // its sum comes first; or it was deleted just now
        }
    }

    private Served missing(ImageName name) {
        boolean isHere = Files.exists(home(name.image()));
        if (tombstones.has(name.image())) {
            return new Served.Deleted();
        }
        return isHere && name.file() instanceof ImageFile.Variant ? new Served.NotYet(name) : new Served.Nothing();
    }

    /// Whether anything of it lies here, deleted or not.
    boolean has(ImageKey image) {
        return Files.exists(home(image));
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

    @PreDestroy
    void close() {
        trash.close();
    }
}
