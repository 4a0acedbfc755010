package tintype.upload;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import tintype.cluster.nodes.NodeAnswer;
import tintype.contract.groups.NodeName;

/// A circuit breaker for each node: one that failed or dawdled again and again is left alone for a while, then tried with
/// a few uploads. So a sick node costs some uploads a detour, not each.
@ApplicationScoped
class NodeCircuits {

    private static final Logger LOG = Logger.getLogger(NodeCircuits.class);
    private static final CircuitBreakerConfig RULE = CircuitBreakerConfig.custom()
            .slidingWindowSize(10)
            .minimumNumberOfCalls(3)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(10))
            .automaticTransitionFromOpenToHalfOpenEnabled(true)
            .permittedNumberOfCallsInHalfOpenState(2)
            .recordResult(answer -> answer instanceof NodeAnswer.Unavailable<?>)
            .build();

    private final CircuitBreakerRegistry circuits = CircuitBreakerRegistry.of(RULE);

    NodeCircuits() {
        circuits.getEventPublisher().onEntryAdded(added -> added.getAddedEntry().getEventPublisher().onStateTransition(
                event -> LOG.warnf("Uploads to node %s: %s", event.getCircuitBreakerName(), event.getStateTransition())));
    }

    boolean isOpen(NodeName node) {
        return switch (circuit(node).getState()) {
            case OPEN, FORCED_OPEN -> true;
            case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> false;
        };
    }

    /// Also through an open circuit: [Placement] only goes there when there is nowhere else to go.
    NodeAnswer<byte[]> write(NodeName node, Supplier<NodeAnswer<byte[]>> write) {
        CircuitBreaker circuit = circuit(node);
        long start = circuit.getCurrentTimestamp();
        NodeAnswer<byte[]> answer = write.get();
        circuit.onResult(circuit.getCurrentTimestamp() - start, circuit.getTimestampUnit(), answer);
        return answer;
    }

    private CircuitBreaker circuit(NodeName node) {
        return circuits.circuitBreaker(node.text());
    }
}
