package tintype.serve.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Parsed;

/// What lies where on this node's disk; see `docs/reference/disk-layout.md`. What has no name of ours is passed over.
public record DataDirectory(Path root) {

    private static final String TOMBSTONES = "tombstones";

    public Path home(ImageKey image) {
        return root.resolve(image.directory());
    }

    public Path file(ImageName name) {
        return home(name.image()).resolve(name.file().toString());
    }

    public Path home(Group group) {
        return root.resolve(ImageName.ROOT).resolve(group.toString());
    }

    Tombstones tombstones() {
        return new Tombstones(root.resolve(TOMBSTONES));
    }

    /// All groups of which anything is here.
    public List<Group> groups() throws IOException {
        return names(root.resolve(ImageName.ROOT)).stream()
                .flatMap(name -> Group.parse(name).optional().stream())
                .toList();
    }

    public List<ImageId> images(Group group) throws IOException {
        return ids(home(group));
    }

    /// The images of the group that are here or were deleted, in the order of their ids.
    public Set<ImageId> imagesAndTombstones(Group group) throws IOException {
        var ids = new TreeSet<>(ids(home(group)));
        ids.addAll(ids(root.resolve(TOMBSTONES).resolve(group.toString())));
        return ids;
    }

    private static List<ImageId> ids(Path directory) throws IOException {
        return names(directory).stream()
                .map(ImageId::parse)
                .map(Parsed::optional)
                .flatMap(id -> id.stream())
                .toList();
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }
}
