package tintype.metadata.balancer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What a load balancer in the gateway's place is told: the gateway's own settings (`TINTYPE_GATEWAY_…`) and defaults.
@ConfigMapping(prefix = "tintype.gateway")
public interface BalancerConfig {

    @WithDefault("1s")
    Duration connectTimeout();

    @WithDefault("40s")
    Duration nodeTimeout();

    @WithDefault("1s")
    Duration checkInterval();

    @WithDefault("90s")
    Duration serviceTimeout();

    @WithDefault("120s")
    Duration idleTimeout();

    /// The size of a buffer of the balancer.
    @WithDefault("64K")
    MemorySize chunk();
}
