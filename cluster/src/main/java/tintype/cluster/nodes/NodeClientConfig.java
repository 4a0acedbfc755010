package tintype.cluster.nodes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How patient services are with nodes; `TINTYPE_NODE_CLIENT_…` in the environment.
@ConfigMapping(prefix = "tintype.node-client")
public interface NodeClientConfig {

    @WithDefault("2s")
    Duration connectTimeout();

    /// For one request, all of its bytes included.
    @WithDefault("15s")
    Duration deadline();
}
