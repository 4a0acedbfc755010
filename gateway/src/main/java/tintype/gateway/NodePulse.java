package tintype.gateway;

import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Whether a node says anything at all. One that stands still takes connections like any other, and would let each reader
/// wait for as long as a render may take.
final class NodePulse {

    /// So many checks in a row without an answer, and the node counts as silent.
    static final int MISSES = 3;

    private static final Logger LOG = Logger.getLogger(NodePulse.class);

    private final String node;
    private final AtomicInteger missed = new AtomicInteger();
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    NodePulse(String node) {
        this.node = node;
    }

    boolean isSilent() {
        return missed.get() >= MISSES;
    }

    void beat() {
        if (missed.getAndSet(0) >= MISSES) {
            LOG.infof("%s answers again", node);
        }
    }

    void miss(Throwable cause) {
        int misses = missed.incrementAndGet();
        if (misses == MISSES) {
            LOG.warnf("%s is silent, so other replicas come first: %s", node, cause.getMessage());
        }
        if (misses >= MISSES) {
            waiting.forEach(Runnable::run);
        }
    }

    /// Lets go of an answer that is still waited for when the node falls silent.
    void letGo(Future<?> answer, Runnable act) {
        waiting.add(act);
        answer.onComplete(_ -> waiting.remove(act));
    }
}
