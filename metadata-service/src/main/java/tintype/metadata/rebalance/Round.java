package tintype.metadata.rebalance;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;
import tintype.metadata.Leadership;
import tintype.metadata.movement.Labour;
import tintype.metadata.movement.Movement;
import tintype.metadata.movement.Movements;
import tintype.metadata.movement.MovesConfig;

/// What the leading instance does every second: look who is dead, what is to be moved, and take the movements on.
///
/// To take them on may make a version of the map, at which every service of the cluster is busy for a moment, and whoever
/// reads then has to wait. So there are two seconds from one time to the next, unless one of them is urgent.
@ApplicationScoped
class Round {

    private static final Logger LOG = Logger.getLogger(Round.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration URGENT = Duration.ofMillis(500);

    private final Leadership leadership;
    private final DeadNodes deadNodes;
    private final FullDisks fullDisks;
    private final Rebalance rebalance;
    private final Movements movements;
    private final Labour labour;
    private final MovesConfig config;
    private volatile boolean ending;

    Round(
            Leadership leadership,
            DeadNodes deadNodes,
            FullDisks fullDisks,
            Rebalance rebalance,
            Movements movements,
            Labour labour,
            MovesConfig config) {
        this.leadership = leadership;
        this.deadNodes = deadNodes;
        this.fullDisks = fullDisks;
        this.rebalance = rebalance;
        this.movements = movements;
        this.labour = labour;
        this.config = config;
    }

    /// Not before the cluster is founded, at the start of its first instance.
    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void goOn() {
        try {
            goOnWhileGroupsMove();
        } catch (PersistenceException e) {
            LOG.warnf("Movements wait for the database: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void end(@Observes ShutdownEvent event) {
        ending = true;
    }

    private void goOnWhileGroupsMove() throws InterruptedException {
        Instant nextLook = Instant.MIN;
        List<Movement> open = List.of();
        do {
            Thread.sleep(pause(open));
            if (ending || !leadership.isOurs()) {
                return;
            }
            if (Instant.now().isAfter(nextLook)) {
                look();
                nextLook = Instant.now().plus(LOOK);
            }
            open = rebalance.open();
            advance(open);
        } while (!open.isEmpty());
    }

    private Duration pause(List<Movement> underWay) {
        if (underWay.isEmpty()) {
            return Duration.ZERO;
        }
        boolean isUrgent = underWay.stream().anyMatch(Movement::urgent);
        return isUrgent && URGENT.compareTo(config.interval()) < 0 ? URGENT : config.interval();
    }

    /// Goes through all groups, and so not each time.
    private void look() {
        deadNodes.settle();
        fullDisks.settle();
        rebalance.beginWhatIsNeeded();
    }

    private void advance(List<Movement> open) throws InterruptedException {
        if (!open.isEmpty() && rebalance.isPaused()) {
            open.stream().filter(movement -> movement.phase().takesASlot()).forEach(this::hold);
            movements.advance(ending(open));
        } else {
            movements.advance(next(open));
        }
    }

    private void hold(Movement movement) {
        movement.joining().ifPresent(node -> labour.stop(node, movement.group()));
    }

    private static List<Movement> ending(List<Movement> open) {
        return open.stream()
                .filter(movement -> movement.phase().isUnderWay() && !movement.phase().takesASlot())
                .toList();
    }

    /// All that are under way, and as many of the others as their nodes may take part in.
    private List<Movement> next(List<Movement> open) {
        Set<Group> taken = new HashSet<>();
        Map<NodeName, Integer> busy = new HashMap<>();
        List<Movement> next = new ArrayList<>();
        open.stream().filter(movement -> movement.phase().isUnderWay()).forEach(movement -> {
            taken.add(movement.group());
            next.add(movement);
            if (movement.phase().takesASlot()) {
                nodes(movement).forEach(node -> busy.merge(node, 1, Integer::sum));
            }
        });
        open.stream().filter(movement -> !movement.phase().isUnderWay()).forEach(movement -> {
            // The first of a group goes before its others, also while it finds no slot.
            boolean first = taken.add(movement.group());
            if (first && nodes(movement).allMatch(node -> busy.getOrDefault(node, 0) < config.concurrent())) {
                nodes(movement).forEach(node -> busy.merge(node, 1, Integer::sum));
                next.add(movement);
            }
        });
        return next;
    }

    private static Stream<NodeName> nodes(Movement movement) {
        return Stream.concat(movement.joining().stream(), movement.leaving().stream());
    }
}
