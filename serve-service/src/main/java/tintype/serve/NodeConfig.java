package tintype.serve;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import tintype.contract.groups.NodeName;

/// Who this node is and how much it does at once; `TINTYPE_NODE_…` in the environment.
@ConfigMapping(prefix = "tintype.node")
public interface NodeConfig {

    /// For as long as the node lives; its disk remembers it.
    String name();

    /// Memory for the bytes of small files.
    @WithDefault("32M")
    MemorySize cacheSize();

    /// Files up to this size are served from memory.
    @WithDefault("64K")
    MemorySize cachedFile();

    /// Writes that are received at the same time; more are told to come back.
    @WithDefault("64")
    int concurrentWrites();

    /// For one file that is written. Only a guard: what may be uploaded is upload-service's to say.
    @WithDefault("2G")
    MemorySize maxBytes();

    /// No write takes the disk's last bytes: a full disk must still have room for tombstones.
    @WithDefault("64M")
    MemorySize keepFree();

    /// Requests that wait for variants at the same time; more are told to come back.
    @WithDefault("256")
    int renderWaiters();

    /// How long a request waits for a variant.
    @WithDefault("30s")
    Duration renderDeadline();

    /// Groups that are copied, verified or dropped at the same time; others wait for their turn.
    @WithDefault("2")
    int groupWorkers();

    /// Bytes per second that are copied from other nodes when nobody says how many.
    @WithDefault("32M")
    MemorySize repairRate();

    /// Bytes per second that are read back to find damage; 0 for none.
    @WithDefault("8M")
    MemorySize scrubRate();

    /// From the start of one round over the disk to the next, at least.
    @WithDefault("1h")
    Duration scrubInterval();

    /// From one comparison with the other nodes of a group to the next; 0 for none.
    @WithDefault("10m")
    Duration compareInterval();

    /// How long what was put aside is kept.
    @WithDefault("7d")
    Duration quarantine();

    /// Percentage of the disk in use from which on the node takes no new images.
    @WithDefault("95")
    int watermark();

    default NodeName nodeName() {
        return new NodeName(name());
    }
}
