package tintype.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the gateway speaks to nodes and services; `TINTYPE_GATEWAY_…` in the environment.
@ConfigMapping(prefix = "tintype.gateway")
public interface GatewayConfig {

    @WithDefault("1s")
    Duration connectTimeout();

    /// Without a byte from a node or service; longer than the longest render on the spot.
    @WithDefault("40s")
    Duration idleTimeout();

    /// To each node or service.
    @WithDefault("128")
    int connections();

    /// Requests that wait for one of the connections to a node or service; more are told to come back.
    @WithDefault("1024")
    int waiting();

    /// How long a newer map is waited for when a node says that the group is elsewhere.
    @WithDefault("500ms")
    Duration mapPatience();
}
