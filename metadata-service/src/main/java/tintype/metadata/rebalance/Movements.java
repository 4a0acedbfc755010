package tintype.metadata.rebalance;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import tintype.contract.Group;
import tintype.contract.GroupLife;
import tintype.metadata.groups.Lives;

/// Takes movements as far as they get without waiting for a node. All that is known of them is in the database, and each
/// step of a group is taken from the epoch that it was planned at, so anybody may be killed at any time.
///
/// Nodes are asked side by side. What follows from their answers is one transaction and one version of the map: a version
/// each would cost all services of the cluster more than the groups' bytes, when groups are small.
@ApplicationScoped
class Movements {

    private static final Logger LOG = Logger.getLogger(Movements.class);
    /// Decisions; fewer than there are connections to the database.
    private static final int AT_ONCE = 8;

    private final Course course;
    private final Lives lives;
    // Platform threads: virtual ones that wait for a connection to the database keep each other from being run.
    private final ExecutorService deciding = Executors.newFixedThreadPool(AT_ONCE);

    Movements(Course course, Lives lives) {
        this.course = course;
        this.lives = lives;
    }

    void advance(List<Movement> movements) throws InterruptedException {
        List<Movement> now = movements;
        while (!now.isEmpty()) {
            Map<Long, Movement> known = now.stream().collect(Collectors.toMap(Movement::seq, Function.identity()));
            Map<Long, Decision> decisions = decide(now);
            now = QuarkusTransaction.requiringNew().call(() -> write(known, decisions)).stream()
                    .filter(movement -> movement.phase().isUnderWay())
                    .toList();
        }
    }

    private Map<Long, Decision> decide(List<Movement> movements) throws InterruptedException {
        Map<Group, GroupLife> now = lives.of(movements.stream().map(Movement::group).toList());
        List<Callable<Decision>> looks = movements.stream()
                .<Callable<Decision>>map(movement -> () -> course.next(movement, now.get(movement.group())))
                .toList();
        Map<Long, Decision> decisions = new HashMap<>();
        List<Future<Decision>> made = deciding.invokeAll(looks);
        for (int i = 0; i < made.size(); i++) {
            Movement movement = movements.get(i);
            if (made.get(i).state() == Future.State.FAILED) {
                LOG.warnf(made.get(i).exceptionNow(), "%s could not be taken on; trying again", movement);
            } else if (isNews(made.get(i).resultNow(), movement)) {
                decisions.put(movement.seq(), made.get(i).resultNow());
            }
        }
        return decisions;
    }

    private static boolean isNews(Decision decision, Movement movement) {
        return !decision.equals(new Decision.Stays(movement.note()));
    }

    /// @return those that came into another phase
    private List<Movement> write(Map<Long, Movement> known, Map<Long, Decision> decisions) {
        List<MovementRow> rows = MovementRow.locked(decisions.keySet()).stream()
                .filter(row -> row.phase == known.get(row.seq()).phase())
                .toList();
        Set<Group> stepped = lives.take(
                rows.stream().flatMap(row -> step(decisions.get(row.seq())).stream()).toList(),
                "movements " + rows.stream()
                        .filter(row -> step(decisions.get(row.seq())).isPresent())
                        .map(row -> Long.toString(row.seq()))
                        .collect(Collectors.joining(", ")));
        rows.forEach(row -> write(row, decisions.get(row.seq()), stepped));
        return rows.stream()
                .filter(row -> row.phase != known.get(row.seq()).phase())
                .map(MovementRow::movement)
                .toList();
    }

    private static Optional<Lives.Step> step(Decision decision) {
        return decision instanceof Decision.Step step ? Optional.of(step.ofTheGroup()) : Optional.empty();
    }

    private static void write(MovementRow row, Decision decision, Set<Group> stepped) {
        switch (decision) {
            case Decision.Step(_, GroupLife to, Phase next, var digest) -> {
                if (stepped.contains(to.group())) {
                    digest.ifPresent(proven -> row.digest = proven.toString());
                    row.become(next, null);
                }
            }
            case Decision.Turn(Phase next, var why) -> row.become(next, why.orElse(null));
            case Decision.Works(var progress) -> row.progress(progress);
            case Decision.Stays(var why) -> {
                LOG.infof("Group %s: %s", new Group(row.group), why.orElse("goes on"));
                row.note = why.orElse(null);
            }
        }
    }

    @PreDestroy
    void close() {
        deciding.shutdownNow();
    }
}
