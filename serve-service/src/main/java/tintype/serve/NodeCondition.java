package tintype.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import tintype.cluster.ClusterConfig;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.groups.GroupMap;
import tintype.contract.store.NodeStatus;

/// How this node is doing.
@Startup
@ApplicationScoped
public class NodeCondition {

    private final File data;
    private final GroupMapFollower maps;
    private final NodeConfig config;
    private final Watermark watermark;

    NodeCondition(ClusterConfig cluster, GroupMapFollower maps, NodeConfig config, MeterRegistry metrics) {
        this.data = cluster.data().toFile();
        this.maps = maps;
        this.config = config;
        this.watermark = new Watermark(config.watermark());
        metrics.gauge("tintype.node.disk.free", this, NodeCondition::freeBytes);
        metrics.gauge("tintype.node.disk.total", this, NodeCondition::totalBytes);
        metrics.gauge("tintype.node.accepts.uploads", this, condition -> condition.acceptsUploads() ? 1 : 0);
    }

    public NodeStatus status() {
        GroupMap map = maps.require();
        return new NodeStatus(
                config.nodeName(), map.cluster(), map.version(), freeBytes(), totalBytes(), acceptsUploads());
    }

    /// A full disk takes no new images; variants, copies and deletions still find room on it.
    public boolean acceptsUploads() {
        return !watermark.isAbove(freeBytes(), totalBytes());
    }

    /// Whether so many bytes more leave what is kept free.
    public boolean hasRoomFor(long bytes) {
        return freeBytes() - bytes >= config.keepFree().asLongValue();
    }

    public long freeBytes() {
        return data.getUsableSpace();
    }

    private long totalBytes() {
        return data.getTotalSpace();
    }
}
