package tintype.upload;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import tintype.cluster.GroupMapFollower;
import tintype.cluster.NodeAnswer;
import tintype.cluster.NodeClient;
import tintype.contract.Assignment;
import tintype.contract.Node;
import tintype.contract.NodeName;
import tintype.contract.NodeStatus;

/// How much room the nodes have, asked of them every few seconds. A node that does not answer counts as full.
@ApplicationScoped
class FreeSpace {

    private static final Logger LOG = Logger.getLogger(FreeSpace.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /// Before its first answer a node is given the benefit of the doubt.
    private static final long UNKNOWN = 1;

    private final GroupMapFollower map;
    private final NodeClient nodes;
    private final Map<NodeName, Long> freeBytes = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofVirtual().name("free-space").unstarted(this::ask);

    FreeSpace(GroupMapFollower map, NodeClient nodes) {
        this.map = map;
        this.nodes = nodes;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    /// Bytes that can be written to this group: what its fullest node has left.
    long of(Assignment group) {
        return group.write().stream()
                .mapToLong(node -> freeBytes.getOrDefault(node, UNKNOWN))
                .min()
                .orElseThrow();
    }

    private void ask() {
        try {
            while (true) {
                map.current().ifPresent(known -> known.nodes().forEach(this::ask));
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            LOG.debug("No longer asking nodes for their free space");
        }
    }

    private void ask(Node node) {
        NodeAnswer<NodeStatus> answer = nodes.status(node);
        long free = answer instanceof NodeAnswer.Done<NodeStatus>(NodeStatus status) ? status.freeBytes() : 0;
        Long before = freeBytes.put(node.name(), free);
        if (free == 0 && (before == null || before > 0)) {
            LOG.warnf("Uploads avoid node %s: %s", node.name(), answer);
        }
    }

    @PreDestroy
    void stop() {
        thread.interrupt();
    }
}
