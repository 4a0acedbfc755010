package tintype.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jboss.logging.Logger;
import tintype.cluster.ClusterConfig;
import tintype.cluster.GroupMapFollower;
import tintype.contract.GroupMap;
import tintype.contract.Json;
import tintype.contract.NodeName;

/// Whose disk this is: `node.json` in the data directory. A disk of another node or cluster must not be served.
@ApplicationScoped
class NodeIdentity {

    private static final Logger LOG = Logger.getLogger(NodeIdentity.class);

    private record Disk(NodeName node, UUID cluster, int groups) {}

    private final Path file;
    private final NodeConfig config;
    private final GroupMapFollower maps;

    NodeIdentity(ClusterConfig cluster, NodeConfig config, GroupMapFollower maps) {
        this.file = cluster.data().resolve("node.json");
        this.config = config;
        this.maps = maps;
    }

    void check(@Observes StartupEvent start) {
        maps.current().ifPresent(this::check);
    }

    void check(@Observes GroupMap map) {
        var ours = new Disk(config.nodeName(), map.cluster(), map.groupCount());
        try {
            if (!Files.exists(file)) {
                Durably.createDirectories(file.getParent());
                Durably.write(file, Json.print(ours));
                return;
            }
            Disk disk = Json.parse(Files.readAllBytes(file), Disk.class).orThrow();
            if (!disk.equals(ours)) {
                LOG.fatalf("%s is the disk of %s, not of %s", file.getParent(), disk, ours);
                Quarkus.asyncExit(1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell whose disk " + file + " is on", e);
        }
    }
}
