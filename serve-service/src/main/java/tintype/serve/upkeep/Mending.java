package tintype.serve.upkeep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import tintype.cluster.ImageLog;
import tintype.cluster.nodes.NodeAnswer;
import tintype.cluster.nodes.NodeClient;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Sha256;
import tintype.contract.groups.Node;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;
import tintype.serve.Ownership;
import tintype.serve.disk.Checksums;
import tintype.serve.disk.DamagedException;
import tintype.serve.disk.FileSum;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Shelf;
import tintype.serve.disk.StoreResult;

/// Reads images back. What is not as it was written goes to quarantine, and a good copy from another node of the group
/// takes its place. What nobody has stays noted, and is refused to readers, so that they go on to another node.
@ApplicationScoped
public class Mending {

    private static final Logger LOG = Logger.getLogger(Mending.class);

    private final ImageStore store;
    private final Shelf shelf;
    private final Ownership ownership;
    private final Replicas replicas;
    private final NodeClient client;
    private final Counter found;
    private final Counter copies;
    private final Set<ImageKey> damaged = ConcurrentHashMap.newKeySet();

    Mending(
            ImageStore store,
            Shelf shelf,
            Ownership ownership,
            Replicas replicas,
            NodeClient client,
            MeterRegistry metrics) {
        this.store = store;
        this.shelf = shelf;
        this.ownership = ownership;
        this.replicas = replicas;
        this.client = client;
        this.found = metrics.counter("tintype.node.damage.found");
        this.copies = metrics.counter("tintype.node.copies");
        metrics.gauge("tintype.node.damaged", damaged, Set::size);
    }

    /// Images of the group that are damaged here, and for which no good copy was found yet.
    public long damaged(Group group) {
        return damaged.stream().filter(image -> image.group().equals(group)).count();
    }

    /// Reads an image back and mends it.
    ///
    /// @return whether all of it is as it should be now; also when it is not here
    public boolean check(ImageKey image, FileSum.Reading reading, Replicas.Patience patience)
            throws IOException, InterruptedException {
        try (var _ = ImageLog.of(image)) {
            boolean isSound = store.isDeleted(image) || !store.has(image) || readBack(image, reading, patience);
            if (isSound || store.isDeleted(image)) {
                damaged.remove(image);
            } else {
                damaged.add(image);
            }
            return isSound;
        }
    }

    private boolean readBack(ImageKey image, FileSum.Reading reading, Replicas.Patience patience)
            throws IOException, InterruptedException {
        StoredImage known;
        try {
            known = store.describe(image).orElse(null);
        } catch (DamagedException e) {
            LOG.warn(e.getMessage());
            known = null;
        }
        if (known == null || contradictsItself(known)) {
            return store.isDeleted(image) || !store.has(image) || replace(image, patience);
        }
        boolean isSound = true;
        for (StoredFile file : known.wanted()) {
            isSound &= readBack(image.name(file.file()), file, reading, patience);
        }
        return isSound;
    }

    /// Either the manifest or the sums are not what was written.
    private boolean contradictsItself(StoredImage image) throws IOException {
        ImageName original = image.manifest().original();
        return !Checksums.read(store.data().home(original.image()))
                .of(original.file())
                .equals(Optional.of(image.manifest().sha256()));
    }

    private boolean replace(ImageKey image, Replicas.Patience patience) throws IOException, InterruptedException {
        if (damaged.add(image)) { // else it was found before, and nobody could help
            found.increment();
        }
        shelf.forget(image);
        Path scratch = store.newIncoming();
        try {
            for (Node node : ownership.others(image.group())) {
                if (client.image(node, image) instanceof NodeAnswer.Done<StoredImage>(StoredImage theirs)
                        && replicas.fetch(theirs, List.of(node), scratch, patience) instanceof Replicas.Whole whole) {
                    copies.increment();
                    return store.repair().replace(whole.image(), scratch) == StoreResult.STORED;
                }
            }
            return store.repair().sumAgain(image, scratch);
        } finally {
            store.discard(scratch);
        }
    }

    private boolean readBack(ImageName name, StoredFile wanted, FileSum.Reading reading, Replicas.Patience patience)
            throws IOException, InterruptedException {
        Path file = store.data().file(name);
        if (Files.exists(file)) {
            if (isAsWritten(file, wanted, reading) || !store.repair().putAsideIfWrong(name)) {
                return true;
            }
            found.increment();
            shelf.forget(name.image());
        }
        return fetch(name, Optional.of(wanted.sha256()), patience);
    }

    private static boolean isAsWritten(Path file, StoredFile wanted, FileSum.Reading reading)
            throws IOException, InterruptedException {
        try {
            return FileSum.of(file, reading).equals(wanted.sha256());
        } catch (NoSuchFileException e) {
            return true; // it was taken away while it was read
        }
    }

    /// Gets a file that is lost here, or never was.
    ///
    /// @return false when it is not here now, and should be; a variant that nobody has is to be rendered
    public boolean fetch(ImageName name, Optional<Sha256> wanted, Replicas.Patience patience)
            throws IOException, InterruptedException {
        List<Node> sources = ownership.others(name.image().group());
        Path scratch = store.newIncoming();
        try {
            Path file = scratch.resolve(name.file().toString());
            return switch (replicas.fetch(name, sources, wanted, file, patience)) {
                case Replicas.Bytes(Sha256 sum, long _) -> restore(name, file, sum);
                case Replicas.Deleted _ -> {
                    delete(name.image());
                    yield false;
                }
                case Replicas.Nowhere _ -> {
                    store.repair().forget(name, scratch);
                    yield name.file() instanceof ImageFile.Variant;
                }
                case Replicas.NotNow(String reason) -> {
                    LOG.warnf("Cannot get %s: %s", name, reason);
                    yield false;
                }
            };
        } finally {
            store.discard(scratch);
        }
    }

    private boolean restore(ImageName name, Path file, Sha256 sum) throws IOException {
        return switch (store.repair().restore(name, file, sum)) {
            case STORED -> {
                LOG.infof("Got %s from another node", name);
                copies.increment();
                yield true;
            }
            case ALREADY_THERE -> true;
            case OTHER_BYTES, DELETED, NO_SUCH_IMAGE, TOO_LATE -> false;
        };
    }

    private void delete(ImageKey image) throws IOException {
        store.delete(image);
        shelf.forget(image);
    }
}
