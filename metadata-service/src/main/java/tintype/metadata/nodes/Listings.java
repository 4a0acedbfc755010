package tintype.metadata.nodes;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tintype.cluster.ClusterConfig;
import tintype.cluster.nodes.GroupClient;
import tintype.cluster.nodes.GroupListing;
import tintype.cluster.nodes.NodeAnswer;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;

/// Fetches what lies on a node of a group. A listing may be long, so it goes through a file of this service.
@ApplicationScoped
public class Listings {

    private final GroupClient client;
    private final Nodes nodes;
    private final Path directory;

    Listings(GroupClient client, Nodes nodes, ClusterConfig config) {
        this.client = client;
        this.nodes = nodes;
        this.directory = config.data().resolve("listings");
    }

    public interface Reading<R> {
        R of(GroupListing listing) throws IOException;
    }

    public <R> NodeAnswer<R> read(NodeName name, Group group, Reading<R> reading) {
        return nodes.find(name)
                .filter(KnownNode::isMember)
                .map(node -> read(node, group, reading))
                .orElseGet(() -> new NodeAnswer.Unavailable<>(name + " is no member"));
    }

    private <R> NodeAnswer<R> read(KnownNode node, Group group, Reading<R> reading) {
        Path file = null;
        try {
            Files.createDirectories(directory);
            file = Files.createTempFile(directory, group + "-" + node.name() + "-", ".ndjson");
            Function<GroupListing, NodeAnswer<R>> done = listing -> {
                try {
                    return new NodeAnswer.Done<>(reading.of(listing));
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot read " + listing.file(), e);
                }
            };
            return client.found(node.node(), group, file).flatMap(done);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a listing in " + directory, e);
        } finally {
            delete(file);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + file, e);
        }
    }
}
