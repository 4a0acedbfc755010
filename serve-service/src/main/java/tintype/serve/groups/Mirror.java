package tintype.serve.groups;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.groups.Node;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;
import tintype.serve.disk.DamagedException;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Shelf;
import tintype.serve.upkeep.Replicas;

/// Makes this node have of an image what another one has: what is missing is copied, what differs here goes to
/// quarantine, and a deletion wins over all. What this node has beside that stays.
final class Mirror {

    /// @param sources        whom to ask for files, in order
    /// @param theirsIsRight  whether a file that differs here is replaced; else it stays
    record Source(List<Node> sources, boolean theirsIsRight, Replicas.Patience patience) {}

    private final ImageStore store;
    private final Shelf shelf;
    private final Replicas replicas;
    private final Source source;
    private final Progress progress;
    private long changes;
    private long troubles;
    private @Nullable String firstTrouble;

    Mirror(ImageStore store, Shelf shelf, Replicas replicas, Source source, Progress progress) {
        this.store = store;
        this.shelf = shelf;
        this.replicas = replicas;
        this.source = source;
        this.progress = progress;
    }

    /// Whether anything was copied or deleted here.
    boolean hasChanged() {
        return changes > 0;
    }

    /// What could not be copied, if anything.
    Optional<String> trouble() {
        return Optional.ofNullable(firstTrouble)
                .map(first -> troubles == 1 ? first : first + " (and " + (troubles - 1) + " more)");
    }

    void trouble(String what) {
        troubles++;
        if (firstTrouble == null) {
            firstTrouble = what;
        }
    }

    void delete(ImageKey image) throws IOException {
        if (!store.isDeleted(image) || store.has(image)) {
            store.delete(image);
            shelf.forget(image);
            changes++;
        }
    }

    void copy(StoredImage theirs) throws IOException, InterruptedException {
        ImageKey image = theirs.manifest().key();
        if (!store.isDeleted(image)) {
            StoredImage ours = ours(image);
            if (ours != null && ours.manifest().equals(theirs.manifest())) {
                copyFiles(theirs, ours);
            } else if (!store.has(image) || source.theirsIsRight()) {
                copyWhole(theirs);
            }
        }
        progress.image(theirs.bytes());
    }

    /// Damaged is as good as absent.
    private @Nullable StoredImage ours(ImageKey image) throws IOException {
        try {
            return store.describe(image).orElse(null);
        } catch (DamagedException e) {
            return null;
        }
    }

    private void copyFiles(StoredImage theirs, StoredImage ours) throws IOException, InterruptedException {
        Map<ImageFile, StoredFile> known =
                ours.files().stream().collect(Collectors.toMap(StoredFile::file, Function.identity()));
        for (StoredFile file : theirs.wanted()) {
            StoredFile here = known.get(file.file());
            if (here == null || !here.equals(file) && source.theirsIsRight()) {
                copyFile(theirs.manifest().key().name(file.file()), file);
            }
        }
    }

    private void copyFile(ImageName name, StoredFile file) throws IOException, InterruptedException {
        Path scratch = store.newIncoming();
        try {
            Path target = scratch.resolve(file.file().toString());
            switch (replicas.fetch(name, source.sources(), Optional.of(file.sha256()), target, source.patience())) {
                case Replicas.Bytes bytes -> {
                    store.repair().restore(name, target, bytes.sha256());
                    shelf.forget(name.image());
                    changed(bytes.count());
                }
                case Replicas.NotFetched failed -> fail(name, failed);
            }
        } finally {
            discard(scratch);
        }
    }

    private void copyWhole(StoredImage theirs) throws IOException, InterruptedException {
        ImageKey image = theirs.manifest().key();
        Path scratch = store.newIncoming();
        try {
            switch (replicas.fetch(theirs, source.sources(), scratch, source.patience())) {
                case Replicas.Whole whole -> {
                    put(whole.image(), scratch);
                    changed(whole.count());
                }
                case Replicas.NotFetched failed -> fail(theirs.manifest().original(), failed);
            }
        } finally {
            discard(scratch);
        }
        shelf.forget(image);
    }

    private void put(StoredImage image, Path received) throws IOException {
        if (store.has(image.manifest().key())) {
            store.repair().replace(image, received);
        } else {
            store.add(image, received);
        }
    }

    private void discard(Path scratch) {
        if (Files.exists(scratch)) {
            store.discard(scratch);
        }
    }

    private void changed(long bytes) {
        changes++;
        progress.copied(bytes);
    }

    private void fail(ImageName name, Replicas.NotFetched failed) throws IOException {
        switch (failed) {
            case Replicas.Deleted _ -> delete(name.image());
            case Replicas.Nowhere _ when name.file() instanceof ImageFile.Variant -> {} // it will be rendered anew
            case Replicas.Nowhere _ -> trouble("No node has " + name + " as it was stored");
            case Replicas.NotNow(String reason) -> trouble("Cannot copy " + name + ": " + reason);
        }
    }
}
