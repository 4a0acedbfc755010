package tintype.metadata.nodes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.cluster.map.GroupMapFollower;
import tintype.cluster.nodes.GroupClient;
import tintype.cluster.nodes.NodeAnswer;
import tintype.cluster.nodes.NodeClient;
import tintype.contract.Group;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupOnNode;
import tintype.contract.store.NodeStatus;

/// Asks every node how it is, all the time. Each instance of metadata-service does so for itself.
@ApplicationScoped
public class Heartbeats {

    private static final Logger LOG = Logger.getLogger(Heartbeats.class);
    /// Whoever takes longer to say how it is counts as silent; nobody waits for it.
    private static final Duration SLOWEST = Duration.ofSeconds(5);
    /// After so many heartbeats that we did not ask for, nobody's silence tells anything.
    private static final int UNATTENDED = 5;

    private final Nodes nodes;
    private final NodeClient client;
    private final GroupClient groupClient;
    private final GroupMapFollower maps;
    private final NodesConfig config;
    private final Map<NodeName, Pulse> pulses = new ConcurrentHashMap<>();
    private volatile @Nullable Instant asked;

    Heartbeats(
            Nodes nodes,
            NodeClient client,
            GroupClient groupClient,
            GroupMapFollower maps,
            NodesConfig config,
            MeterRegistry metrics) {
        this.nodes = nodes;
        this.client = client;
        this.groupClient = groupClient;
        this.maps = maps;
        this.config = config;
        metrics.gauge("tintype.metadata.nodes.silent", this, Heartbeats::silent);
    }

    @Scheduled(every = "${tintype.nodes.heartbeat:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void ask() {
        Instant now = Instant.now();
        Instant last = asked;
        if (last != null && last.plus(config.heartbeat().multipliedBy(UNATTENDED)).isBefore(now)) {
            pulses.replaceAll((_, pulse) -> pulse.unattended(now));
        }
        forEachMember(this::ask);
        try {
            nodes.heard(pulses.entrySet().stream()
                    .filter(known -> known.getValue().answers())
                    .map(Map.Entry::getKey)
                    .toList(), Instant.now());
        } catch (PersistenceException e) {
            LOG.debugf("Who was heard is not written down while the database is away: %s", e.getMessage());
        }
        asked = Instant.now();
    }

    @Scheduled(every = "${tintype.nodes.inventory:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void takeInventory() {
        forEachMember(node -> {
            if (pulse(node.name()).answers()) {
                switch (groupClient.groups(node.node())) {
                    case NodeAnswer.Done<List<GroupOnNode>>(List<GroupOnNode> groups) ->
                        update(node.name(), pulse -> pulse.having(groups));
                    case NodeAnswer<List<GroupOnNode>> other ->
                        LOG.debugf("No inventory of %s: %s", node.name(), other.reason());
                }
            }
        });
    }

    private void forEachMember(Consumer<KnownNode> call) {
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> tasks = nodes.all().stream()
                    .filter(KnownNode::isMember)
                    .map(node -> Executors.callable(() -> call.accept(node)))
                    .toList();
            for (var done : calls.invokeAll(tasks, SLOWEST.toMillis(), TimeUnit.MILLISECONDS)) {
                if (done.state() == Future.State.FAILED) {
                    LOG.warnf("A node was not asked: %s", done.exceptionNow().toString());
                }
            }
        } catch (PersistenceException e) {
            LOG.debugf("Nodes are not asked while the database is away: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// From a node that answered somebody else.
    public void heard(NodeStatus status) {
        update(status.node(), pulse -> pulse.heard(status));
    }

    private void ask(KnownNode node) {
        NodeAnswer<NodeStatus> answer = client.status(node.node());
        Optional<String> trouble = trouble(node, answer);
        if (answer instanceof NodeAnswer.Done<NodeStatus>(NodeStatus status) && trouble.isEmpty()) {
            heard(status);
        } else {
            Instant now = Instant.now();
            update(node.name(), pulse -> pulse.silent(now, trouble.orElse("")));
        }
    }

    private Optional<String> trouble(KnownNode node, NodeAnswer<NodeStatus> answer) {
        return switch (answer) {
            case NodeAnswer.Done<NodeStatus>(NodeStatus status) -> stranger(node, status);
            case NodeAnswer<NodeStatus> other -> Optional.of(other.reason());
        };
    }

    private Optional<String> stranger(KnownNode node, NodeStatus status) {
        if (!status.node().equals(node.name())) {
            return Optional.of(node.node().url() + " is " + status.node());
        }
        UUID ours = maps.current().map(GroupMap::cluster).orElse(status.cluster());
        return status.cluster().equals(ours) ? Optional.empty() : Optional.of("It is of another cluster");
    }

    private void update(NodeName name, UnaryOperator<Pulse> change) {
        pulses.compute(name, (_, known) -> change.apply(known == null ? Pulse.UNKNOWN : known));
    }

    public Pulse pulse(NodeName name) {
        return pulses.getOrDefault(name, Pulse.UNKNOWN);
    }

    public boolean answers(NodeName name) {
        return pulse(name).answers();
    }

    public Duration silence(NodeName name) {
        return pulse(name).silence(Instant.now());
    }

    /// Empty when the node has not told yet, or has nothing of it.
    public Optional<GroupOnNode> on(NodeName node, Group group) {
        return pulse(node).groups().stream().filter(there -> there.group().equals(group)).findFirst();
    }

    private double silent() {
        return pulses.values().stream().filter(pulse -> pulse.silentSince().isPresent()).count();
    }
}
