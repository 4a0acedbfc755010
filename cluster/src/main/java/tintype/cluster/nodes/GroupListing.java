package tintype.cluster.nodes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.Json;
import tintype.contract.Parsed;
import tintype.contract.store.GroupDigest;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.GroupTotals;

/// What a node has of a group, as it was told in one go. It may be long, so it stays in its file.
///
/// @param totals as counted here, and the same as the node has counted
public record GroupListing(Group group, Path file, GroupTotals totals) {

    /// Empty when the listing has no end, or is not what the end says.
    static Optional<GroupListing> read(Group group, Path file) throws IOException {
        var digest = new GroupDigest(group);
        GroupTotals told = null;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines.filter(text -> !text.isEmpty())::iterator) {
                GroupEntry entry = parse(line).optional().orElse(null);
                if (entry == null || told != null) {
                    return Optional.empty();
                }
                told = totalsOf(entry);
                digest.add(entry);
            }
        }
        GroupTotals counted = digest.totals();
        return counted.equals(told) ? Optional.of(new GroupListing(group, file, counted)) : Optional.empty();
    }

    private static @Nullable GroupTotals totalsOf(GroupEntry entry) {
        return entry instanceof GroupEntry.End(GroupTotals totals) ? totals : null;
    }

    /// In the order of their ids, the end not among them. To be closed.
    public Stream<GroupEntry> entries() throws IOException {
        return Files.lines(file)
                .filter(line -> !line.isEmpty())
                .map(line -> parse(line).orThrow())
                .filter(entry -> !(entry instanceof GroupEntry.End));
    }

    private static Parsed<GroupEntry> parse(String line) {
        return Json.parse(line.getBytes(StandardCharsets.UTF_8), GroupEntry.class);
    }
}
