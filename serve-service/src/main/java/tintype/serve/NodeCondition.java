package tintype.serve;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import tintype.cluster.ClusterConfig;
import tintype.cluster.GroupMapFollower;
import tintype.contract.GroupMap;
import tintype.contract.NodeStatus;

/// How this node is doing.
@ApplicationScoped
class NodeCondition {

    private final Path data;
    private final GroupMapFollower maps;
    private final NodeConfig config;

    NodeCondition(ClusterConfig cluster, GroupMapFollower maps, NodeConfig config, MeterRegistry metrics) {
        this.data = cluster.data();
        this.maps = maps;
        this.config = config;
        metrics.gauge("tintype.node.disk.free", this, condition -> condition.status().freeBytes());
    }

    NodeStatus status() {
        GroupMap map = maps.require();
        try {
            FileStore disk = Files.getFileStore(data);
            return new NodeStatus(
                    config.nodeName(), map.cluster(), map.version(), disk.getUsableSpace(), disk.getTotalSpace());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot ask for the free space of " + data, e);
        }
    }
}
