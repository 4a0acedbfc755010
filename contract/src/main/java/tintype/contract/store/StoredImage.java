package tintype.contract.store;

import java.util.List;
import java.util.stream.Stream;
import tintype.contract.ImageFile;
import tintype.contract.Manifest;

/// All that a node has of an image; what it answers to `GET /store/{group}/{id}`.
public record StoredImage(Manifest manifest, List<StoredFile> files) {

    public StoredImage {
        files = List.copyOf(files);
    }

    /// What every replica must have: the original as its manifest tells of it, first, and the variants that are here.
    public List<StoredFile> wanted() {
        var original = new StoredFile(manifest.original().file(), manifest.sha256(), manifest.bytes());
        return Stream.concat(Stream.of(original), variants().stream()).toList();
    }

    /// Of all that is wanted.
    public long bytes() {
        return wanted().stream().mapToLong(StoredFile::bytes).sum();
    }

    private List<StoredFile> variants() {
        return files.stream().filter(file -> file.file() instanceof ImageFile.Variant).toList();
    }
}
