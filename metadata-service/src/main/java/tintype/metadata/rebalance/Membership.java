package tintype.metadata.rebalance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tintype.cluster.http.FailureException;
import tintype.cluster.map.GroupMapFollower;
import tintype.cluster.nodes.NodeAnswer;
import tintype.cluster.nodes.NodeClient;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupOnNode;
import tintype.contract.store.NodeStatus;
import tintype.metadata.MetadataFailure;
import tintype.metadata.groups.Lives;
import tintype.metadata.groups.MapSource;
import tintype.metadata.nodes.Heartbeats;
import tintype.metadata.nodes.KnownNode;
import tintype.metadata.nodes.NodeState;
import tintype.metadata.nodes.NodeView;
import tintype.metadata.nodes.Nodes;
import tintype.metadata.nodes.Pulse;
import tintype.metadata.plan.RebalancePlan;

/// What an operator does with nodes.
@ApplicationScoped
class Membership {

    /// The name stands in for one that is not known yet.
    private static final NodeName NEWCOMER = new NodeName("newcomer");

    private final Nodes nodes;
    private final Lives lives;
    private final Heartbeats heartbeats;
    private final DeadNodes deadNodes;
    private final Rebalance rebalance;
    private final MapSource source;
    private final GroupMapFollower maps;
    private final NodeClient client;

    Membership(
            Nodes nodes,
            Lives lives,
            Heartbeats heartbeats,
            DeadNodes deadNodes,
            Rebalance rebalance,
            MapSource source,
            GroupMapFollower maps,
            NodeClient client) {
        this.nodes = nodes;
        this.lives = lives;
        this.heartbeats = heartbeats;
        this.deadNodes = deadNodes;
        this.rebalance = rebalance;
        this.source = source;
        this.maps = maps;
        this.client = client;
    }

    @Transactional
    List<NodeView> list() {
        List<GroupLife> all = lives.all();
        return nodes.all().stream().filter(KnownNode::isMember).map(node -> view(node, all)).toList();
    }

    @Transactional
    NodeView show(NodeName name) {
        return view(known(name), lives.all());
    }

    NodeView add(URI url, @Nullable String zone) {
        NodeStatus status = switch (client.status(new Node(NEWCOMER, url, zone))) {
            case NodeAnswer.Done<NodeStatus>(NodeStatus there) -> there;
            case NodeAnswer<NodeStatus> other ->
                throw new FailureException(MetadataFailure.NOT_A_NODE, url + ": " + other.reason());
        };
        UUID ours = maps.require().cluster();
        if (!status.cluster().equals(ours)) {
            throw new FailureException(MetadataFailure.NOT_A_NODE, url + " is of cluster " + status.cluster() + ".");
        }
        boolean elsewhere = nodes.find(status.node())
                .filter(known -> !known.node().url().equals(url))
                .filter(known -> client.status(known.node()).isDone())
                .isPresent();
        if (elsewhere) {
            throw new FailureException(MetadataFailure.NAME_IS_TAKEN);
        }
        // A plan that is made right now shall reckon with it.
        heartbeats.heard(status);
        return join(new Node(status.node(), url, zone));
    }

    @Transactional
    NodeView join(Node node) {
        nodes.join(node);
        source.publish(node.name() + " joins");
        return show(node.name());
    }

    /// @param successor who gets all of its groups; null for whoever has room
    @Transactional
    Progress drain(NodeName name, @Nullable NodeName successor) {
        KnownNode node = known(name);
        if (successor != null && (successor.equals(name) || known(successor).state() != NodeState.JOINED)) {
            throw new FailureException(MetadataFailure.NODE_CANNOT, successor + " does not take groups.");
        }
        switch (node.state()) {
            case JOINED, DRAINING -> nodes.put(name, NodeState.DRAINING, successor);
            case DEAD -> nodes.put(name, NodeState.DEAD, successor);
            case REMOVED -> throw new FailureException(MetadataFailure.NO_SUCH_NODE);
        }
        rebalance.begin(
                RebalancePlan.Scope.NEEDED,
                successor == null ? name + " is to be empty" : successor + " takes the place of " + name);
        return rebalance.progress();
    }

    Progress giveUp(NodeName name) {
        known(name);
        if (heartbeats.answers(name)) {
            throw new FailureException(MetadataFailure.NODE_CANNOT, name + " answers. Drain it instead.");
        }
        deadNodes.giveUp(name, name + " was given up by the operator");
        return rebalance.progress();
    }

    @Transactional
    void remove(NodeName name) {
        known(name);
        if (lives.all().stream().anyMatch(life -> life.assignment().isOn(name))) {
            throw new FailureException(MetadataFailure.NODE_HAS_GROUPS);
        }
        nodes.put(name, NodeState.REMOVED, null);
        source.publish(name + " is removed");
    }

    private KnownNode known(NodeName name) {
        return nodes.find(name)
                .filter(KnownNode::isMember)
                .orElseThrow(() -> new FailureException(MetadataFailure.NO_SUCH_NODE));
    }

    private NodeView view(KnownNode node, List<GroupLife> all) {
        Pulse pulse = heartbeats.pulse(node.name());
        return new NodeView(
                node.name(),
                node.node().url(),
                node.node().zone(),
                node.state(),
                node.successor().orElse(null),
                pulse.answers(),
                pulse.trouble().isEmpty() ? null : pulse.trouble(),
                node.heardAt(),
                all.stream().filter(life -> life.assignment().isOn(node.name())).count(),
                pulse.groups().stream().mapToLong(GroupOnNode::bytes).sum(),
                pulse.groups().stream().mapToLong(GroupOnNode::images).sum(),
                pulse.status().map(NodeStatus::freeBytes).orElse(null),
                pulse.status().map(NodeStatus::totalBytes).orElse(null));
    }
}
