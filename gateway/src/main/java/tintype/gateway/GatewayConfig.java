package tintype.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the gateway speaks to nodes and services; `TINTYPE_GATEWAY_…` in the environment.
@ConfigMapping(prefix = "tintype.gateway")
public interface GatewayConfig {

    @WithDefault("1s")
    Duration connectTimeout();

    /// For the head of a node's answer; longer than the longest render on the spot.
    @WithDefault("40s")
    Duration nodeTimeout();

    /// How often each node is asked whether it is there, and how long it may take to say so. One that was silent three
    /// times is asked for files only after the other replicas, until it answers again.
    @WithDefault("1s")
    Duration checkInterval();

    /// For the head of a service's answer, once it has all of the request.
    @WithDefault("90s")
    Duration serviceTimeout();

    /// A connection on which nothing moves for this long is given up, to clients as to nodes and services.
    @WithDefault("120s")
    Duration idleTimeout();

    /// To each node or service; those to nodes in equal shares of the event loops, one to each at least.
    @WithDefault("128")
    int connections();

    /// Requests that wait for one of the connections, in the same shares; more are told to come back.
    @WithDefault("1024")
    int waiting();

    /// How long a request waits for one of the connections.
    @WithDefault("2s")
    Duration waitTimeout();

    /// What is read from a connection at once. Vert.x's own 8K cost half of the throughput of large files; what slow
    /// clients keep in memory is about three times this, for each connection.
    @WithDefault("64K")
    MemorySize chunk();

    /// How long a newer map is waited for when a node says that the group is elsewhere.
    @WithDefault("500ms")
    Duration mapPatience();

    /// How long a client that was refused may go on sending before its connection is closed.
    @WithDefault("10s")
    Duration drain();
}
