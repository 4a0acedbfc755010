package tintype.metadata.rebalance;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.contract.GroupLife;
import tintype.contract.GroupWork;
import tintype.contract.NodeName;
import tintype.contract.Sha256;
import tintype.metadata.groups.Lives;
import tintype.metadata.nodes.Heartbeats;
import tintype.metadata.nodes.KnownNode;
import tintype.metadata.nodes.NodeState;
import tintype.metadata.nodes.Nodes;

/// Takes one movement as far as it gets: fill, verify, switch, wait, drop. All that is known of it is in the database,
/// and each step is a transaction that is taken from the epoch it was planned at, so anybody may be killed at any time.
@ApplicationScoped
class Movements {

    private static final Logger LOG = Logger.getLogger(Movements.class);

    private final Lives lives;
    private final Nodes nodes;
    private final Heartbeats heartbeats;
    private final Labour labour;
    private final MovesConfig config;

    Movements(Lives lives, Nodes nodes, Heartbeats heartbeats, Labour labour, MovesConfig config) {
        this.lives = lives;
        this.nodes = nodes;
        this.heartbeats = heartbeats;
        this.labour = labour;
        this.config = config;
    }

    /// As far as it gets without waiting for a node.
    void advance(Movement movement) {
        Movement now = movement;
        Phase before;
        do {
            before = now.phase();
            takeOn(now);
            now = MovementRow.known(now.seq());
        } while (now.phase() != before && now.phase().isUnderWay());
    }

    private void takeOn(Movement movement) {
        GroupLife life = lives.of(movement.group());
        switch (movement.phase()) {
            case QUEUED -> begin(movement, life);
            case PULLING -> pull(movement, life);
            case VERIFYING -> verify(movement, life);
            case WAITING -> awaitGrace(movement, life);
            case DROPPING -> drop(movement, life);
            case DONE, CANCELLED -> throw new IllegalArgumentException("Movement " + movement.seq() + " is over");
        }
    }

    private void begin(Movement movement, GroupLife life) {
        if (!(life instanceof GroupLife.Steady steady)) {
            note(movement, "Waits for the group's other movement");
        } else if (!isStillWanted(movement, steady)) {
            cancelled(movement);
        } else if (movement.joining().isEmpty()) {
            become(movement, Phase.VERIFYING);
        } else {
            step(movement, steady, steady.fill(movement.joining().get(), movement.leaving().orElse(null)), Phase.PULLING);
        }
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

    private void pull(Movement movement, GroupLife life) {
        if (!(life instanceof GroupLife.Filling filling) || !movement.joining().equals(Optional.of(filling.joining()))) {
            cancelled(movement);
            return;
        }
        Optional<NodeName> source = source(filling, movement);
        if (source.isEmpty()) {
            note(movement, "Waits for " + filling.nodes() + ": none of them answers");
            return;
        }
        var work = new GroupWork.Pull(source.get(), filling.epoch(), config.bytesPerSecondOfOne());
        switch (labour.done(filling.joining(), movement.group(), work)) {
            case Labour.Standing.Done _ -> become(movement, Phase.VERIFYING);
            case Labour.Standing.UnderWay(var progress) -> update(movement, row -> row.progress(progress));
            case Labour.Standing.Held(String reason) -> note(movement, reason);
        }
    }

    private void verify(Movement movement, GroupLife life) {
        switch (life) {
            case GroupLife.Filling filling when movement.joining().equals(Optional.of(filling.joining())) ->
                verify(movement, filling);
            case GroupLife.Steady steady when movement.joining().isEmpty() && isStillWanted(movement, steady) ->
                verifyWhatStays(movement, steady);
            case GroupLife.Filling _, GroupLife.Steady _, GroupLife.Switched _ -> cancelled(movement);
        }
    }

    private void verify(Movement movement, GroupLife.Filling filling) {
        Optional<NodeName> source = source(filling, movement);
        if (source.isEmpty()) {
            note(movement, "Waits for " + filling.nodes() + ": none of them answers");
            return;
        }
        Phase next = filling.leaving() == null ? Phase.DONE : Phase.WAITING;
        verify(movement, filling, filling.joining(), source.get(), digest -> {
            var proof = new GroupLife.Verified(filling.group(), filling.epoch(), filling.joining(), digest);
            step(movement, filling, filling.verified(proof, Instant.now()), next, digest);
        });
    }

    /// A replica is given up only when another is known to have all of it.
    private void verifyWhatStays(Movement movement, GroupLife.Steady steady) {
        NodeName leaving = movement.leaving().orElseThrow();
        NodeName staying = steady.nodes().stream()
                .filter(node -> !node.equals(leaving))
                .min((one, other) -> Boolean.compare(heartbeats.answers(other), heartbeats.answers(one)))
                .orElseThrow();
        verify(movement, steady, staying, leaving, digest ->
                steady.without(leaving).ifPresent(next -> step(movement, steady, next, Phase.DROPPING, digest)));
    }

    private void verify(
            Movement movement, GroupLife life, NodeName reader, NodeName against, Consumer<Sha256> proven) {
        var work = new GroupWork.Verify(against, life.epoch(), config.bytesPerSecondOfOne());
        switch (labour.done(reader, movement.group(), work)) {
            case Labour.Standing.Done done ->
                done.digest().ifPresentOrElse(proven, () -> note(movement, reader + " verified, but told no digest"));
            case Labour.Standing.UnderWay(var progress) -> update(movement, row -> row.progress(progress));
            case Labour.Standing.Held(String reason) -> note(movement, reason);
        }
    }

    /// The leaving node, as the others have enough to do; any other that has all of it when that one is away.
    private Optional<NodeName> source(GroupLife.Filling filling, Movement movement) {
        return movement.leaving()
                .filter(heartbeats::answers)
                .or(() -> filling.nodes().stream().filter(heartbeats::answers).findFirst());
    }

    private void awaitGrace(Movement movement, GroupLife life) {
        switch (life) {
            case GroupLife.Switched switched ->
                switched.afterGrace(Instant.now(), config.grace())
                        .ifPresent(next -> step(movement, switched, next, Phase.DROPPING));
            // The leaving node was taken for dead, and so left at once. Should it answer again, its copy is a leftover.
            case GroupLife.Steady steady when hasMoved(movement, steady) -> become(movement, Phase.DONE);
            case GroupLife.Steady _, GroupLife.Filling _ -> cancelled(movement);
        }
    }

    private static boolean hasMoved(Movement movement, GroupLife.Steady life) {
        return movement.joining().filter(life.nodes()::contains).isPresent()
                && movement.leaving().filter(life.nodes()::contains).isEmpty();
    }

    private void drop(Movement movement, GroupLife life) {
        NodeName leaving = movement.leaving().orElseThrow();
        if (!heartbeats.answers(leaving)) {
            become(movement, Phase.DONE, "Its copy stays on " + leaving + " until that answers");
            return;
        }
        switch (labour.done(leaving, movement.group(), new GroupWork.Drop(life.epoch()))) {
            case Labour.Standing.Done _ -> become(movement, Phase.DONE);
            case Labour.Standing.UnderWay _ -> note(movement, null);
            case Labour.Standing.Held(String reason) -> note(movement, reason);
        }
    }

    private void step(Movement movement, GroupLife from, GroupLife to, Phase next) {
        step(movement, from, to, next, null);
    }

    private void step(Movement movement, GroupLife from, GroupLife to, Phase next, @Nullable Sha256 digest) {
        QuarkusTransaction.requiringNew().run(() -> MovementRow.locked(movement.seq())
                .filter(row -> row.phase == movement.phase())
                .filter(_ -> lives.step(from, to, "movement " + movement.seq() + " is " + next))
                .ifPresent(row -> {
                    row.digest = digest == null ? row.digest : digest.toString();
                    row.become(next, null);
                }));
    }

    private void cancelled(Movement movement) {
        become(movement, Phase.CANCELLED, "The group has gone another way");
    }

    private void become(Movement movement, Phase next) {
        become(movement, next, null);
    }

    private void become(Movement movement, Phase next, @Nullable String why) {
        update(movement, row -> row.become(next, why));
    }

    private void note(Movement movement, @Nullable String text) {
        if (!Optional.ofNullable(text).equals(movement.note())) {
            LOG.infof("Group %s: %s", movement.group(), text == null ? "goes on" : text);
            update(movement, row -> row.note = text);
        }
    }

    private static void update(Movement movement, Consumer<MovementRow> change) {
        QuarkusTransaction.requiringNew().run(() -> MovementRow.locked(movement.seq())
                .filter(row -> row.phase == movement.phase())
                .ifPresent(change));
    }
}
