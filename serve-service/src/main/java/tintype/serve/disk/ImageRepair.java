package tintype.serve.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.store.StoredImage;

/// Changes files that are here already: what is wrong goes to quarantine, and a good copy takes its place. In turns
/// with all other writers of the image, and never over a tombstone.
public final class ImageRepair {

    private final DataDirectory data;
    private final Tombstones tombstones;
    private final Turns turns;
    private final Inventory inventory;
    private final Quarantine quarantine;

    ImageRepair(DataDirectory data, Turns turns, Inventory inventory, Quarantine quarantine) {
        this.data = data;
        this.tombstones = data.tombstones();
        this.turns = turns;
        this.inventory = inventory;
        this.quarantine = quarantine;
    }

    public Quarantine quarantine() {
        return quarantine;
    }

    /// Puts a file aside whose bytes are not those of its sum. Its sum stays: what it was is still known.
    ///
    /// @return false when it is as it should be, or has gone meanwhile
    public boolean putAsideIfWrong(ImageName name) throws IOException {
        Path file = data.file(name);
        synchronized (turns.of(name.image())) {
            Optional<Sha256> sum = Checksums.read(data.home(name.image())).of(name.file());
            if (sum.isEmpty() || !Files.exists(file) || FileSum.of(file).equals(sum.get())) {
                return false;
            }
            putAside(name, file);
            return true;
        }
    }

    private void putAside(ImageName name, Path file) throws IOException {
        long bytes = Files.size(file);
        quarantine.take(name.image().group(), file);
        inventory.add(name.image().group(), 0, -bytes);
    }

    /// Puts a copy where a file is missing or is another. What is there goes to quarantine.
    ///
    /// @param received a file in a directory from [ImageStore#newIncoming()], of this sum
    public StoreResult restore(ImageName name, Path received, Sha256 sha256) throws IOException {
        Durably.force(received);
        Path home = data.home(name.image());
        synchronized (turns.of(name.image())) {
            if (tombstones.has(name.image())) {
                return StoreResult.DELETED;
            }
            if (!Files.exists(home)) {
                return StoreResult.NO_SUCH_IMAGE;
            }
            Path file = home.resolve(name.file().toString());
            Checksums sums = Checksums.read(home);
            boolean isKnown = sums.of(name.file()).equals(Optional.of(sha256));
            if (Files.exists(file)) {
                if (isKnown && FileSum.of(file).equals(sha256)) {
                    return StoreResult.ALREADY_THERE;
                }
                putAside(name, file);
            }
            if (!isKnown) {
                write(sums.with(name.file(), sha256), received, home);
            }
            Durably.rename(received, file);
            inventory.add(name.image().group(), 0, Files.size(file));
            return StoreResult.STORED;
        }
    }

    private static void write(Checksums sums, Path beside, Path home) throws IOException {
        Path next = beside.resolveSibling(Checksums.FILE_NAME);
        Durably.write(next, sums.print());
        Durably.rename(next, home.resolve(Checksums.FILE_NAME));
    }

    /// Puts a whole image in the place of what is here of it, which goes to quarantine.
    ///
    /// @param received a directory from [ImageStore#newIncoming()] with all its files
    public StoreResult replace(StoredImage image, Path received) throws IOException {
        ImageStore.complete(image, received);
        ImageKey key = image.manifest().key();
        Path home = data.home(key);
        synchronized (turns.of(key)) {
            if (tombstones.has(key)) {
                return StoreResult.DELETED;
            }
            putAside(key, home);
            Durably.createDirectories(home.getParent());
            Durably.rename(received, home);
            inventory.add(key.group(), 1, image.bytes());
            return StoreResult.STORED;
        }
    }

    /// Takes an image out of the store; what knows better than this node has found that nobody owns it.
    public boolean putAside(ImageKey image) throws IOException {
        synchronized (turns.of(image)) {
            return putAside(image, data.home(image));
        }
    }

    private boolean putAside(ImageKey image, Path home) throws IOException {
        if (!Files.exists(home)) {
            return false;
        }
        long bytes = Inventory.bytes(home);
        quarantine.take(image.group(), home);
        inventory.add(image.group(), -1, -bytes);
        return true;
    }

    /// The same of all images of a group. No write into it may be under way.
    public void putAside(Group group) throws IOException {
        if (Files.exists(data.home(group))) {
            quarantine.take(group, data.home(group));
        }
        inventory.set(group, 0, 0);
        inventory.changed(group);
    }

    /// Gives up a variant that nobody has any more; it will be rendered anew.
    public void forget(ImageName name, Path scratch) throws IOException {
        Path home = data.home(name.image());
        synchronized (turns.of(name.image())) {
            Checksums sums = Checksums.read(home);
            boolean isLost = sums.of(name.file()).isPresent() && !Files.exists(data.file(name));
            if (name.file() instanceof ImageFile.Variant && isLost) {
                write(sums.without(name.file()), scratch.resolve("sums"), home);
                inventory.changed(name.image().group());
            }
        }
    }

    /// Makes damaged sums anew from what the manifest says of the original; variants will be rendered anew.
    ///
    /// @return false when the original is not as the manifest says, either
    public boolean sumAgain(ImageKey image, Path scratch) throws IOException {
        Path home = data.home(image);
        synchronized (turns.of(image)) {
            if (tombstones.has(image)) {
                return false;
            }
            Manifest manifest = manifest(home).orElse(null);
            Path sums = home.resolve(Checksums.FILE_NAME);
            if (manifest == null || !isIntact(manifest, home)) {
                return false;
            }
            if (Files.exists(sums)) {
                quarantine.take(image.group(), sums);
            }
            write(Checksums.NONE.with(manifest.original().file(), manifest.sha256()), scratch.resolve("sums"), home);
            inventory.changed(image.group());
            return true;
        }
    }

    private static boolean isIntact(Manifest manifest, Path home) throws IOException {
        Path original = home.resolve(manifest.original().file().toString());
        return Files.exists(original) && FileSum.of(original).equals(manifest.sha256());
    }

    private static Optional<Manifest> manifest(Path home) throws IOException {
        try {
            return Json.parse(Files.readAllBytes(home.resolve(Manifest.FILE_NAME)), Manifest.class).optional();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
