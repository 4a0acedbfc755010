package tintype.metadata.rebalance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupOnNode;
import tintype.contract.store.NodeStatus;
import tintype.metadata.groups.Lives;
import tintype.metadata.nodes.Heartbeats;
import tintype.metadata.nodes.KnownNode;
import tintype.metadata.nodes.Nodes;
import tintype.metadata.plan.Home;
import tintype.metadata.plan.Host;
import tintype.metadata.plan.RebalancePlan;

/// What a plan is made from: what the operator wants, where the groups are, and how the nodes are doing.
@ApplicationScoped
class Situation {

    /// A node that does not answer gets nothing new, and keeps what it has until it is taken for dead.
    private static final long NO_ROOM = -1;

    private final Lives lives;
    private final Nodes nodes;
    private final Heartbeats heartbeats;
    private final EntityManager database;

    Situation(Lives lives, Nodes nodes, Heartbeats heartbeats, EntityManager database) {
        this.lives = lives;
        this.nodes = nodes;
        this.heartbeats = heartbeats;
        this.database = database;
    }

    @Transactional
    int replicas() {
        return ((Number) database.createNativeQuery("select replicas from cluster").getSingleResult()).intValue();
    }

    @Transactional
    void replicas(int count) {
        database.createNativeQuery("update cluster set replicas = ?1").setParameter(1, count).executeUpdate();
    }

    RebalancePlan plan(RebalancePlan.Scope scope) {
        return RebalancePlan.of(hosts(), homes(), replicas(), scope);
    }

    List<Host> hosts() {
        List<KnownNode> members = nodes.all().stream().filter(KnownNode::isMember).toList();
        // A disk that was never seen counts as one of the others.
        long usual = (long) members.stream()
                .flatMap(node -> status(node).stream())
                .mapToLong(NodeStatus::totalBytes)
                .average()
                .orElse(1);
        return members.stream().map(node -> host(node, usual)).toList();
    }

    private Host host(KnownNode node, long usual) {
        Optional<NodeStatus> status = status(node);
        boolean takes = heartbeats.answers(node.name()) && status.map(NodeStatus::acceptsUploads).orElse(false);
        return new Host(
                node.name(),
                node.node().zone(),
                node.state(),
                status.map(NodeStatus::totalBytes).orElse(usual),
                takes ? status.map(NodeStatus::freeBytes).orElse(NO_ROOM) : NO_ROOM,
                node.successor().orElse(null));
    }

    private Optional<NodeStatus> status(KnownNode node) {
        return heartbeats.pulse(node.name()).status();
    }

    private List<Home> homes() {
        return lives.all().stream().map(this::home).toList();
    }

    private Home home(GroupLife life) {
        return switch (life) {
            case GroupLife.Steady steady -> home(life, steady.nodes(), false);
            case GroupLife.Filling filling -> home(life, then(life.nodes(), filling.joining(), filling.leaving()), true);
            case GroupLife.Switched switched ->
                home(life, then(life.nodes(), switched.joining(), switched.leaving()), true);
        };
    }

    private Home home(GroupLife life, List<NodeName> nodes, boolean moving) {
        return new Home(
                life.group(), nodes, most(life, GroupOnNode::images), most(life, GroupOnNode::bytes), moving);
    }

    private static List<NodeName> then(
            List<NodeName> nodes, NodeName joining, @Nullable NodeName leaving) {
        List<NodeName> then = new ArrayList<>(nodes);
        then.add(joining);
        then.remove(leaving);
        return then;
    }

    /// On any of its nodes.
    private long most(GroupLife life, ToLongFunction<GroupOnNode> what) {
        return life.nodes().stream()
                .flatMap(node -> heartbeats.on(node, life.group()).stream())
                .mapToLong(what)
                .max()
                .orElse(0);
    }
}
