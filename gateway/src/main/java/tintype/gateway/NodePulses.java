package tintype.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.groups.Node;
import tintype.contract.store.NodeProtocol;

/// Asks every node of the map, again and again, whether it is there; the metric `tintype.gateway.silent.nodes` counts
/// those that are not.
@ApplicationScoped
class NodePulses {

    private final Vertx vertx;
    private final GroupMapFollower maps;
    private final HttpClient http;
    private final long interval;
    private final Map<Node, NodePulse> pulses = new ConcurrentHashMap<>();

    NodePulses(Vertx vertx, GroupMapFollower maps, GatewayConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.maps = maps;
        this.http = vertx.createHttpClient(new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE));
        this.interval = config.checkInterval().toMillis();
        Gauge.builder("tintype.gateway.silent.nodes", this, NodePulses::silent).register(metrics);
    }

    NodePulse of(Node node) {
        return pulses.computeIfAbsent(node, _ -> new NodePulse(node.name().toString()));
    }

    void begin(@Observes StartupEvent start) {
        vertx.setPeriodic(interval, _ -> {
            List<Node> nodes = maps.current().map(map -> map.nodes()).orElse(List.of());
            pulses.keySet().retainAll(nodes);
            nodes.forEach(this::check);
        });
    }

    /// Any answer will do, even one that says that the node is not well: then it can say so to readers.
    private void check(Node node) {
        NodePulse pulse = of(node);
        var question = new RequestOptions().setAbsoluteURI(node.url() + NodeProtocol.ALIVE).setTimeout(interval);
        http.request(question)
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::end)
                .onSuccess(_ -> pulse.beat())
                .onFailure(pulse::miss);
    }

    private long silent() {
        return pulses.values().stream().filter(NodePulse::isSilent).count();
    }
}
