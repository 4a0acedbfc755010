package tintype.metadata.movement;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import tintype.contract.Sha256;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupWork;
import tintype.metadata.nodes.Heartbeats;
import tintype.metadata.nodes.KnownNode;
import tintype.metadata.nodes.NodeState;
import tintype.metadata.nodes.Nodes;

/// What is next for a movement: fill, verify, switch, wait, drop. It has nodes work, and leaves it to [Movements] to write
/// down what was decided.
@ApplicationScoped
class Course {

    private final Nodes nodes;
    private final Heartbeats heartbeats;
    private final Labour labour;
    private final MovesConfig config;

    Course(Nodes nodes, Heartbeats heartbeats, Labour labour, MovesConfig config) {
        this.nodes = nodes;
        this.heartbeats = heartbeats;
        this.labour = labour;
        this.config = config;
    }

    Decision next(Movement movement, GroupLife life) {
        return switch (movement.phase()) {
            case QUEUED -> begin(movement, life);
            case PULLING -> pull(movement, life);
            case VERIFYING -> verify(movement, life);
            case WAITING -> awaitGrace(movement, life);
            case DROPPING -> drop(movement, life);
            case DONE, CANCELLED -> throw new IllegalArgumentException("Movement " + movement.seq() + " is over");
        };
    }

    private Decision begin(Movement movement, GroupLife life) {
        if (!(life instanceof GroupLife.Steady steady)) {
            return Decision.Stays.as("Waits for the group's other movement");
        }
        if (!isStillWanted(movement, steady)) {
            return cancelled();
        }
        return movement.joining()
                .<Decision>map(joining ->
                        step(steady, steady.fill(joining, movement.leaving().orElse(null)), Phase.PULLING))
                .orElseGet(() -> become(Phase.VERIFYING));
    }

    private boolean isStillWanted(Movement movement, GroupLife.Steady life) {
        boolean joins = movement.joining()
                .map(node -> !life.nodes().contains(node) && state(node) == NodeState.JOINED)
                .orElse(life.nodes().size() > 1);
        boolean leaves = movement.leaving().map(life.nodes()::contains).orElse(true);
        return joins && leaves;
    }

    private NodeState state(NodeName node) {
        return nodes.find(node).map(KnownNode::state).orElse(NodeState.REMOVED);
    }

    private Decision pull(Movement movement, GroupLife life) {
        if (!(life instanceof GroupLife.Filling filling) || !movement.joining().equals(Optional.of(filling.joining()))) {
            return cancelled();
        }
        return source(filling, movement)
                .map(source -> pull(movement, filling, source))
                .orElseGet(() -> nobodyAnswers(filling));
    }

    private Decision pull(Movement movement, GroupLife.Filling filling, NodeName source) {
        var work = new GroupWork.Pull(source, filling.epoch(), rate(movement));
        return switch (labour.done(filling.joining(), movement.group(), work)) {
            case Labour.Standing.Done _ -> become(Phase.VERIFYING);
            case Labour.Standing.UnderWay(var progress) -> new Decision.Works(progress);
            case Labour.Standing.Held(String reason) -> Decision.Stays.as(reason);
        };
    }

    private Decision verify(Movement movement, GroupLife life) {
        return switch (life) {
            case GroupLife.Filling filling when movement.joining().equals(Optional.of(filling.joining())) ->
                source(filling, movement)
                        .map(source -> verifyWhatJoins(movement, filling, source))
                        .orElseGet(() -> nobodyAnswers(filling));
            case GroupLife.Steady steady when movement.joining().isEmpty() && isStillWanted(movement, steady) ->
                verifyWhatStays(movement, steady);
            case GroupLife.Filling _, GroupLife.Steady _, GroupLife.Switched _ -> cancelled();
        };
    }

    private Decision verifyWhatJoins(Movement movement, GroupLife.Filling filling, NodeName source) {
        return verified(movement, filling, filling.joining(), source, digest -> {
            var proof = new GroupLife.Verified(filling.group(), filling.epoch(), filling.joining(), digest);
            Phase next = filling.leaving() == null ? Phase.DONE : Phase.WAITING;
            return new Decision.Step(filling, filling.verified(proof, Instant.now()), next, Optional.of(digest));
        });
    }

    /// A replica is given up only when another is known to have all of it.
    private Decision verifyWhatStays(Movement movement, GroupLife.Steady steady) {
        NodeName leaving = movement.leaving().orElseThrow();
        NodeName staying = steady.nodes().stream()
                .filter(node -> !node.equals(leaving))
                .min((one, other) -> Boolean.compare(heartbeats.answers(other), heartbeats.answers(one)))
                .orElseThrow();
        return verified(movement, steady, staying, leaving, digest -> steady.without(leaving)
                .<Decision>map(next -> new Decision.Step(steady, next, Phase.DROPPING, Optional.of(digest)))
                .orElseGet(Course::cancelled));
    }

    private Decision verified(
            Movement movement, GroupLife life, NodeName reader, NodeName against,
            Function<Sha256, Decision> proven) {
        var work = new GroupWork.Verify(against, life.epoch(), rate(movement));
        return switch (labour.done(reader, life.group(), work)) {
            case Labour.Standing.Done done -> done.digest()
                    .map(proven)
                    .orElseGet(() -> Decision.Stays.as(reader + " verified, but told no digest"));
            case Labour.Standing.UnderWay(var progress) -> new Decision.Works(progress);
            case Labour.Standing.Held(String reason) -> Decision.Stays.as(reason);
        };
    }

    private long rate(Movement movement) {
        return (movement.urgent() ? config.repairRate() : config.rate()).asLongValue();
    }

    /// The leaving node, as the others have enough to do; any other that has all of it when that one is away.
    private Optional<NodeName> source(GroupLife.Filling filling, Movement movement) {
        return movement.leaving()
                .filter(heartbeats::answers)
                .or(() -> filling.nodes().stream().filter(heartbeats::answers).findFirst());
    }

    private Decision awaitGrace(Movement movement, GroupLife life) {
        return switch (life) {
            case GroupLife.Switched switched -> switched.afterGrace(Instant.now(), config.grace())
                    .<Decision>map(next -> step(switched, next, Phase.DROPPING))
                    .orElseGet(() -> new Decision.Stays(Optional.empty()));
            // The leaving node was taken for dead, and so left at once. Should it answer again, its copy is a leftover.
            case GroupLife.Steady steady when hasMoved(movement, steady) -> become(Phase.DONE);
            case GroupLife.Steady _, GroupLife.Filling _ -> cancelled();
        };
    }

    private static boolean hasMoved(Movement movement, GroupLife.Steady life) {
        return movement.joining().filter(life.nodes()::contains).isPresent()
                && movement.leaving().filter(life.nodes()::contains).isEmpty();
    }

    private Decision drop(Movement movement, GroupLife life) {
        NodeName leaving = movement.leaving().orElseThrow();
        if (!heartbeats.answers(leaving)) {
            return become(Phase.DONE, "Its copy stays on " + leaving + " until that answers");
        }
        return switch (labour.done(leaving, movement.group(), new GroupWork.Drop(life.epoch()))) {
            case Labour.Standing.Done _ -> become(Phase.DONE);
            case Labour.Standing.UnderWay _ -> new Decision.Stays(Optional.empty());
            case Labour.Standing.Held(String reason) -> Decision.Stays.as(reason);
        };
    }

    private static Decision nobodyAnswers(GroupLife.Filling filling) {
        return Decision.Stays.as("Waits for " + filling.nodes() + ": none of them answers");
    }

    private static Decision step(GroupLife from, GroupLife to, Phase next) {
        return new Decision.Step(from, to, next, Optional.empty());
    }

    private static Decision become(Phase next) {
        return new Decision.Turn(next, Optional.empty());
    }

    private static Decision become(Phase next, String why) {
        return new Decision.Turn(next, Optional.of(why));
    }

    private static Decision cancelled() {
        return become(Phase.CANCELLED, "The group has gone another way");
    }
}
