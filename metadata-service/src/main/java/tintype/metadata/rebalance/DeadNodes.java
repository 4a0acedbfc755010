package tintype.metadata.rebalance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import tintype.contract.groups.NodeName;
import tintype.metadata.groups.Lives;
import tintype.metadata.nodes.Heartbeats;
import tintype.metadata.nodes.KnownNode;
import tintype.metadata.nodes.NodeState;
import tintype.metadata.nodes.Nodes;
import tintype.metadata.nodes.NodesConfig;
import tintype.metadata.plan.RebalancePlan;

/// Takes nodes that are silent for too long out of the lives of their groups, and takes them back when they answer: as
/// owners of nothing, except of groups of which nobody else has a replica.
@ApplicationScoped
public class DeadNodes {

    private static final Logger LOG = Logger.getLogger(DeadNodes.class);

    private final Nodes nodes;
    private final Lives lives;
    private final Heartbeats heartbeats;
    private final Rebalance rebalance;
    private final NodesConfig config;
    private boolean toldThatItIsUs;

    DeadNodes(Nodes nodes, Lives lives, Heartbeats heartbeats, Rebalance rebalance, NodesConfig config) {
        this.nodes = nodes;
        this.lives = lives;
        this.heartbeats = heartbeats;
        this.rebalance = rebalance;
        this.config = config;
    }

    void settle() {
        List<KnownNode> all = nodes.all();
        all.stream()
                .filter(node -> node.state() == NodeState.DEAD && heartbeats.answers(node.name()))
                .forEach(this::takeBack);
        List<KnownNode> tooLong = all.stream().filter(this::isSilentForTooLong).toList();
        if (!tooLong.isEmpty() && !itIsUs(all)) {
            tooLong.forEach(node -> giveUp(node.name(), node.name() + " is silent for " + config.patience()));
        }
        nodes.all().stream().filter(node -> node.state() == NodeState.DEAD).forEach(node -> leaveGroups(node.name()));
    }

    /// Also by the clock of the other instances, which may hear it.
    private boolean isSilentForTooLong(KnownNode node) {
        Duration unheard = Duration.between(node.heardAt(), Instant.now());
        return node.isExpected()
                && heartbeats.silence(node.name()).compareTo(config.patience()) > 0
                && unheard.compareTo(config.patience()) > 0;
    }

    /// When the half of all nodes says nothing, then more likely it is us who do not hear.
    private boolean itIsUs(List<KnownNode> all) {
        List<KnownNode> expected = all.stream().filter(KnownNode::isExpected).toList();
        long silent = expected.stream().filter(node -> !heartbeats.answers(node.name())).count();
        boolean us = silent * 2 >= expected.size();
        if (us && !toldThatItIsUs) {
            LOG.errorf("%d of %d nodes are silent. None is taken for dead: it may be this service that is cut off",
                    silent, expected.size());
        }
        toldThatItIsUs = us;
        return us;
    }

    /// Takes a node for dead: for its silence, or as the operator knows that it will not come back.
    @Transactional
    public void giveUp(NodeName node, String why) {
        rebalance.hold();
        Optional<NodeName> successor = nodes.find(node).flatMap(KnownNode::successor);
        if (nodes.put(node, NodeState.DEAD, successor.orElse(null))) {
            LOG.errorf("%s; its groups are made whole elsewhere", why);
            leaveGroups(node);
            rebalance.begin(RebalancePlan.Scope.NEEDED, why);
        }
    }

    private void leaveGroups(NodeName dead) {
        List<Lives.Step> steps = new ArrayList<>();
        lives.all().forEach(life -> life.without(dead)
                .filter(next -> next.epoch() > life.epoch())
                .ifPresent(next -> steps.add(new Lives.Step(life, next))));
        lives.take(steps, dead + " is dead");
    }

    private void takeBack(KnownNode node) {
        LOG.infof("%s answers again; it joins as the owner of nothing", node.name());
        nodes.put(node.name(), NodeState.JOINED, null);
    }
}
