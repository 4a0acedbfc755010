package tintype.serve.disk;

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
import org.jboss.logging.Logger;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;

/// The files of this node: one directory an image, at the path that its URLs have; see
/// `docs/reference/disk-layout.md`.
///
/// Two things hold at any moment, also after a power cut: an image's directory is whole or not there, and a deleted
/// image has a tombstone. Writers and deletions of one image take turns, and each writer looks for the tombstone in its
/// turn; so a writer is either before the deletion, and its files are taken away, or after it, and is refused. Readers
/// take no turns: they look for the tombstone first, and who keeps what he read looks for it again.
@Startup
@ApplicationScoped
public class ImageStore {

    private static final Logger LOG = Logger.getLogger(ImageStore.class);

    private final DataDirectory data;
    private final Path incoming;
    private final Trash trash;
    private final Tombstones tombstones;
    private final Turns turns = new Turns();
    private final Inventory inventory = new Inventory();
    private final ImageRepair repair;

    @Inject
    public ImageStore(NodeIdentity disk) throws IOException {
        this(disk.data());
    }

    public ImageStore(Path root) throws IOException {
        this.data = new DataDirectory(root);
        this.incoming = root.resolve("tmp");
        this.tombstones = data.tombstones();
        Files.createDirectories(incoming);
        this.trash = new Trash(Files.createDirectories(root.resolve("trash")));
        this.repair = new ImageRepair(data, turns, inventory, new Quarantine(root));
        trash.take(incoming); // what was on its way when the process ended
        Files.createDirectories(incoming);
    }

    /// A place for bytes that are on their way, on the filesystem of the store.
    public Path newIncoming() throws IOException {
        return Files.createTempDirectory(incoming, "");
    }

    public void discard(Path incoming) {
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
    public StoreResult add(Manifest manifest, Path received) throws IOException {
        return add(new StoredImage(manifest, List.of()), received);
    }

    /// The same, of an image that comes with variants.
    public StoreResult add(StoredImage image, Path received) throws IOException {
        complete(image, received);
        Manifest manifest = image.manifest();
        synchronized (turns.of(manifest.key())) {
            if (tombstones.has(manifest.key())) {
                return StoreResult.DELETED;
            }
            Path home = data.home(manifest.key());
            if (Files.exists(home)) {
                return addAgain(manifest, received, home);
            }
            Durably.createDirectories(home.getParent());
            Durably.rename(received, home);
            inventory.add(manifest.group(), 1, image.bytes());
            return StoreResult.STORED;
        }
    }

    /// Makes the directory what it will be, and forces all of it to the disk.
    static void complete(StoredImage image, Path received) throws IOException {
        Durably.write(received.resolve(Manifest.FILE_NAME), Json.print(image.manifest()));
        Checksums sums = Checksums.read(received);
        for (StoredFile file : image.wanted()) {
            sums = sums.with(file.file(), file.sha256());
            Durably.force(received.resolve(file.file().toString()));
        }
        Durably.write(received.resolve(Checksums.FILE_NAME), sums.print());
        Durably.force(received);
    }

    private StoreResult addAgain(Manifest manifest, Path received, Path home) throws IOException {
        Durably.force(home.getParent()); // its writer may have failed just before this
        ImageFile original = manifest.original().file();
        if (!Checksums.read(home).of(original).equals(Optional.of(manifest.sha256()))) {
            return StoreResult.OTHER_BYTES;
        }
        if (!Files.exists(home.resolve(original.toString()))) {
            Durably.rename(received.resolve(original.toString()), home.resolve(original.toString()));
            inventory.add(manifest.group(), 0, manifest.bytes());
        }
        return StoreResult.ALREADY_THERE;
    }

    /// Puts variants beside their original. The first bytes of a name win.
    ///
    /// @param received a directory from [#newIncoming()] with the variants in it
    public StoreResult add(ImageKey image, List<StoredFile> variants, Path received) throws IOException {
        for (StoredFile variant : variants) {
            Durably.force(received.resolve(variant.file().toString()));
        }
        Path home = data.home(image);
        synchronized (turns.of(image)) {
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
            Checksums sums = known;
            for (StoredFile variant : fresh) {
                sums = sums.with(variant.file(), variant.sha256());
            }
            Durably.write(received.resolve(Checksums.FILE_NAME), sums.print());
            Durably.rename(received.resolve(Checksums.FILE_NAME), home.resolve(Checksums.FILE_NAME));
            for (StoredFile variant : fresh) {
                String name = variant.file().toString();
                Files.move(received.resolve(name), home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                inventory.add(image.group(), 0, variant.bytes());
            }
            Durably.force(home);
            return StoreResult.STORED;
        }
    }

    /// First the tombstone: from then on no writer adds to the image, and no reader finds it. Then its directory goes.
    /// Who keeps files of it in memory drops them after this: a reader who puts one there later sees the tombstone.
    /// All of it may be done twice.
    public void delete(ImageKey image) throws IOException {
        Path home = data.home(image);
        synchronized (turns.of(image)) {
            tombstones.add(image);
            if (Files.exists(home)) {
                long bytes = Inventory.bytes(home);
                trash.take(home);
                Durably.force(home.getParent());
                inventory.add(image.group(), -1, -bytes);
            }
            inventory.changed(image.group());
        }
    }

    public Served find(ImageName name) throws IOException {
        if (tombstones.has(name.image())) {
            return new Served.Deleted();
        }
        Path home = data.home(name.image());
        Optional<Sha256> sum = Checksums.read(home).of(name.file());
        if (sum.isEmpty()) {
            return missing(name);
        }
        Path file = home.resolve(name.file().toString());
        try {
            return new Served.File(file, Files.readAttributes(file, BasicFileAttributes.class).size(), sum.get());
        } catch (NoSuchFileException e) {
            if (name.file() instanceof ImageFile.Original && !tombstones.has(name.image())) {
                return new Served.Lost(name);
            }
            return missing(name); // its sum comes first; or it was deleted just now
        }
    }

    private Served missing(ImageName name) {
        boolean isHere = Files.exists(data.home(name.image()));
        if (tombstones.has(name.image())) {
            return new Served.Deleted();
        }
        return isHere && name.file() instanceof ImageFile.Variant ? new Served.NotYet(name) : new Served.Nothing();
    }

    /// Whether anything of it lies here, deleted or not.
    public boolean has(ImageKey image) {
        return Files.exists(data.home(image));
    }

    public boolean isDeleted(ImageKey image) {
        return tombstones.has(image);
    }

    /// Empty when the image is not here.
    public Optional<StoredImage> describe(ImageKey image) throws IOException {
        Path home = data.home(image);
        byte[] manifest;
        try {
            manifest = Files.readAllBytes(home.resolve(Manifest.FILE_NAME));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        List<StoredFile> files = new ArrayList<>();
        Manifest parsed = Json.parse(manifest, Manifest.class)
                .optional()
                .filter(known -> known.key().equals(image))
                .orElseThrow(() -> new DamagedException("The manifest in " + home + " is damaged", null));
        for (var sum : Checksums.read(home).sums().entrySet()) {
            Path file = home.resolve(sum.getKey());
            if (Files.exists(file)) {
                ImageFile name = ImageFile.parse(sum.getKey())
                        .optional()
                        .orElseThrow(() -> new DamagedException("The checksums in " + home + " are damaged", null));
                files.add(new StoredFile(name, sum.getValue(), Files.size(file)));
            }
        }
        return Optional.of(new StoredImage(parsed, files));
    }

    public DataDirectory data() {
        return data;
    }

    public Inventory inventory() {
        return inventory;
    }

    /// What else may be done to images that are here: to mend them, and to put them aside.
    public ImageRepair repair() {
        return repair;
    }

    @PreDestroy
    public void close() {
        trash.close();
    }
}
