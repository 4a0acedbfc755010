package tintype.metadata.nodes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How nodes are watched; `TINTYPE_NODES_…` in the environment.
@ConfigMapping(prefix = "tintype.nodes")
public interface NodesConfig {

    /// How often each node is asked how it is.
    @WithDefault("2s")
    Duration heartbeat();

    /// After this long a silence a node is taken for dead, and its groups are made whole from other replicas.
    @WithDefault("5m")
    Duration patience();

    /// How often each node is asked what it has.
    @WithDefault("10s")
    Duration inventory();
}
