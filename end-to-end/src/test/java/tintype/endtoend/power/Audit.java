package tintype.endtoend.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.groups.GroupMap;

/// Reads a node's disk while no node works on it, and compares it with the ledger: what a node finds when it starts.
final class Audit {

    private static final String SUMS = "SHA256SUMS";

    private final Path data;
    private final Ledger ledger;
    private final List<String> broken = new ArrayList<>();

    private Audit(Path data, Ledger ledger) {
        this.data = data;
        this.ledger = ledger;
    }

    /// @param committed  offsets up to which the node has said that deletions are done
    /// @param mapVersion of the map that the node had obeyed
    /// @return what is not as `docs/reference/disk-layout.md` says, a line each
    static List<String> of(
            Path data, Ledger ledger, Map<TopicPartition, OffsetAndMetadata> committed, long mapVersion)
            throws IOException {
        var audit = new Audit(data, ledger);
        audit.map(mapVersion);
        audit.images();
        audit.deletions(committed);
        return audit.broken;
    }

    private void map(long obeyed) throws IOException {
        long there;
        try {
            there = GroupMap.parse(Files.readAllBytes(data.resolve("group-map.json"))).orThrow().version();
        } catch (NoSuchFileException | IllegalArgumentException e) {
            there = 0;
        }
        if (there < obeyed) {
            broken.add("map of groups: version " + there + ", and version " + obeyed + " was obeyed");
        }
    }

    private void images() throws IOException {
        for (Path group : children(data.resolve("g"))) {
            for (Path home : children(group)) {
                ImageKey key = key(group, home);
                Photo photo = ledger.photo(key).orElse(null);
                if (photo == null) {
                    broken.add(key + ": nobody has sent it");
                } else {
                    image(photo, home);
                }
            }
        }
    }

    /// A directory that is there is whole: sums, manifest and original, and no file that is not of its sum.
    private void image(Photo photo, Path home) throws IOException {
        Set<String> names = new TreeSet<>();
        children(home).forEach(file -> names.add(file.getFileName().toString()));
        String original = photo.manifest().original().file().toString();
        for (String needed : List.of(SUMS, Manifest.FILE_NAME, original)) {
            if (!names.contains(needed)) {
                broken.add(photo + ": there is no " + needed);
            }
        }
        List<String> sums = names.remove(SUMS) ? Files.readAllLines(home.resolve(SUMS)) : List.of();
        if (names.remove(Manifest.FILE_NAME)) {
            manifest(photo, Files.readAllBytes(home.resolve(Manifest.FILE_NAME)));
        }
        for (String name : names) {
            ImageFile file = ImageFile.parse(name).orThrow();
            if (!photo.isAs(file, Files.readAllBytes(home.resolve(name)))) {
                broken.add(photo + ": " + name + " has other bytes");
            }
            if (sums.stream().noneMatch(line -> line.endsWith("  " + name))) {
                broken.add(photo + ": " + name + " has no sum");
            }
        }
    }

    private void manifest(Photo photo, byte[] there) {
        if (!Json.parse(there, Manifest.class).optional().filter(photo.manifest()::equals).isPresent()) {
            broken.add(photo + ": the manifest is another");
        }
    }

    private void deletions(Map<TopicPartition, OffsetAndMetadata> committed) throws IOException {
        Set<ImageKey> tombstones = new HashSet<>();
        for (Path group : children(data.resolve("tombstones"))) {
            for (Path tombstone : children(group)) {
                ImageKey key = key(group, tombstone);
                tombstones.add(key);
                if (!ledger.photo(key).map(Photo::mayBeDeleted).orElse(false)) {
                    broken.add(key + ": nobody has deleted it, and it has a tombstone");
                }
            }
        }
        for (Photo photo : ledger.photos()) {
            if (photo.deletion().filter(place -> place.isBefore(committed)).isPresent()) {
                if (!tombstones.contains(photo.key())) {
                    broken.add(photo + ": its deletion was done, and there is no tombstone");
                }
                if (Files.exists(data.resolve(photo.key().directory()))) {
                    broken.add(photo + ": its deletion was done, and its files are there");
                }
            }
        }
    }

    private static ImageKey key(Path group, Path image) {
        return new ImageKey(
                Group.parse(group.getFileName().toString()).orThrow(), ImageId.parse(image.getFileName().toString()).orThrow());
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
