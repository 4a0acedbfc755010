package tintype.metadata.rebalance;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import tintype.contract.Group;
import tintype.contract.GroupLife;
import tintype.contract.GroupOnNode;
import tintype.contract.GroupWork;
import tintype.contract.NodeName;
import tintype.metadata.Leadership;
import tintype.metadata.groups.Lives;
import tintype.metadata.nodes.Heartbeats;
import tintype.metadata.nodes.KnownNode;
import tintype.metadata.nodes.Nodes;

/// Copies of groups on nodes that have no part in them: of a node that was dead, or of a movement that was cancelled.
/// An owner looks first whether it lacks anything of them; then they go to quarantine.
@ApplicationScoped
class Leftovers {

    private static final Logger LOG = Logger.getLogger(Leftovers.class);
    private static final int AT_ONCE = 8;

    private final Leadership leadership;
    private final Lives lives;
    private final Nodes nodes;
    private final Heartbeats heartbeats;
    private final Rebalance rebalance;
    private final Labour labour;

    Leftovers(
            Leadership leadership,
            Lives lives,
            Nodes nodes,
            Heartbeats heartbeats,
            Rebalance rebalance,
            Labour labour) {
        this.leadership = leadership;
        this.lives = lives;
        this.nodes = nodes;
        this.heartbeats = heartbeats;
        this.rebalance = rebalance;
        this.labour = labour;
    }

    record Leftover(NodeName node, GroupLife life) {}

    @Scheduled(every = "${tintype.nodes.inventory:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void settle() {
        try {
            if (leadership.isOurs()) {
                find().stream().limit(AT_ONCE).forEach(this::settle);
            }
        } catch (PersistenceException e) {
            LOG.debugf("Leftovers wait for the database: %s", e.getMessage());
        }
    }

    private List<Leftover> find() {
        Map<Group, GroupLife> byGroup = new HashMap<>();
        lives.all().forEach(life -> byGroup.put(life.group(), life));
        // While a group moves, each copy of it may be of use.
        rebalance.open().forEach(movement -> byGroup.remove(movement.group()));
        return nodes.all().stream()
                .filter(KnownNode::isExpected)
                .flatMap(node -> heartbeats.pulse(node.name()).groups().stream()
                        .filter(there -> there.images() > 0)
                        .map(GroupOnNode::group)
                        .flatMap(group -> Optional.ofNullable(byGroup.get(group)).stream())
                        .filter(life -> !life.assignment().isOn(node.name()))
                        .map(life -> new Leftover(node.name(), life)))
                .toList();
    }

    private void settle(Leftover leftover) {
        GroupLife life = leftover.life();
        Optional<NodeName> owner = life.nodes().stream().filter(heartbeats::answers).findFirst();
        if (owner.isEmpty()) {
            return;
        }
        var compare = new GroupWork.Compare(leftover.node(), life.epoch());
        if (labour.done(owner.get(), life.group(), compare) instanceof Labour.Standing.Done) {
            switch (labour.done(leftover.node(), life.group(), new GroupWork.Drop(life.epoch()))) {
                case Labour.Standing.Done _ ->
                    LOG.infof("What %s had of group %s is in its quarantine", leftover.node(), life.group());
                case Labour.Standing.UnderWay _ -> LOG.debugf("%s drops group %s", leftover.node(), life.group());
                case Labour.Standing.Held(String reason) ->
                    LOG.infof("Group %s is left on %s: %s", life.group(), leftover.node(), reason);
            }
        }
    }
}
