package tintype.upload;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import tintype.cluster.map.GroupMapFollower;
import tintype.cluster.nodes.NodeAnswer;
import tintype.cluster.nodes.NodeClient;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.contract.store.NodeStatus;

/// How much room the nodes have, asked of them every few seconds. A node that does not answer, or
/// takes no uploads, counts as full.
@ApplicationScoped
class FreeSpace {

    private static final Logger LOG = Logger.getLogger(FreeSpace.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
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
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (true) {
                List<Node> known = map.current().map(GroupMap::nodes).orElse(List.of());
                // All at once: one that hangs must not make the others look old.
                List<Callable<NodeAnswer<NodeStatus>>> questions =
                        known.stream().<Callable<NodeAnswer<NodeStatus>>>map(node -> () -> nodes.status(node)).toList();
                var answers = threads.invokeAll(questions, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                for (int i = 0; i < known.size(); i++) {
                    note(known.get(i), answers.get(i));
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            LOG.debug("No longer asking nodes for their free space");
        }
    }

    private void note(Node node, Future<NodeAnswer<NodeStatus>> answer) {
        NodeAnswer<NodeStatus> said = answer.state() == Future.State.SUCCESS
                ? answer.resultNow()
                : new NodeAnswer.Unavailable<>("no answer within " + PATIENCE);
        long free = said instanceof NodeAnswer.Done<NodeStatus>(NodeStatus status) && status.acceptsUploads()
                ? status.freeBytes()
                : 0;
        Long before = freeBytes.put(node.name(), free);
        if (free == 0 && (before == null || before > 0)) {
            LOG.warnf("Uploads avoid node %s: %s", node.name(), said);
        }
    }

    @PreDestroy
    void stop() {
        thread.interrupt();
    }
}
