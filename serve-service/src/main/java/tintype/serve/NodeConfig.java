package tintype.serve;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import tintype.contract.NodeName;

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

    @WithDefault("64")
    int concurrentWrites();

    /// Variants that are waited for at the same time, however many wait for each.
    @WithDefault("64")
    int concurrentRenders();

    @WithDefault("30s")
    Duration renderDeadline();

    default NodeName nodeName() {
        return new NodeName(name());
    }
}
