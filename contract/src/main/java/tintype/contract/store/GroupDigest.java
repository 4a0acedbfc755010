package tintype.contract.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Sha256;

/// Adds up the entries of a listing, in its order. The digest is the SHA-256 of one line for each file,
/// `{path} {sha256}`, and one for each image that was deleted or is damaged, `/g/{group}/{id} deleted`: sorted, as the
/// listing is.
public final class GroupDigest {

    private final Group group;
    private final MessageDigest digest = Sha256.digest();
    private long images;
    private long files;
    private long bytes;
    private long deleted;

    public GroupDigest(Group group) {
        this.group = group;
    }

    public void add(GroupEntry entry) {
        switch (entry) {
            case GroupEntry.Live(StoredImage image) -> add(image);
            case GroupEntry.Deleted(ImageId id) -> {
                deleted++;
                line("/" + new ImageKey(group, id).directory() + " deleted");
            }
            case GroupEntry.Damaged(ImageId id) -> line("/" + new ImageKey(group, id).directory() + " damaged");
            case GroupEntry.End _ -> {}
        }
    }

    private void add(StoredImage image) {
        images++;
        SortedMap<String, StoredFile> sorted = new TreeMap<>();
        image.wanted().forEach(file -> sorted.put(file.file().toString(), file));
        for (StoredFile file : sorted.values()) {
            files++;
            bytes += file.bytes();
            line(image.manifest().key().name(file.file()).path() + " " + file.sha256());
        }
    }

    private void line(String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// Once, after the last entry.
    public GroupTotals totals() {
        return new GroupTotals(images, files, bytes, deleted, Sha256.of(digest));
    }
}
