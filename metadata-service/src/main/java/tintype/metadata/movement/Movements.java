package tintype.metadata.movement;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import tintype.contract.Group;
import tintype.contract.groups.GroupLife;
import tintype.metadata.groups.Lives;

/// Takes movements as far as they get without waiting for a node. All that is known of them is in the database, and each
/// step of a group is taken from the epoch that it was planned at, so anybody may be killed at any time.
///
/// Nodes are asked side by side. What follows from their answers is one transaction and one version of the map: a version
/// each would cost all services of the cluster more than the groups' bytes, when groups are small.
@ApplicationScoped
public class Movements {

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

    private record Decided(Movement movement, Decision decision) {
        boolean isNews() {
            return !decision.equals(new Decision.Stays(movement.note()));
        }
    }

    public void advance(List<Movement> movements) throws InterruptedException {
        List<Movement> now = movements;
        while (!now.isEmpty()) {
            List<Decided> news = decide(now).stream().filter(Decided::isNews).toList();
            now = news.isEmpty() ? List.of() : QuarkusTransaction.requiringNew().call(() -> write(news));
        }
    }

    private List<Decided> decide(List<Movement> movements) throws InterruptedException {
        Map<Group, GroupLife> now = lives.of(movements.stream().map(Movement::group).toList());
        List<Callable<Decided>> looks = movements.stream()
                .<Callable<Decided>>map(movement ->
                        () -> new Decided(movement, course.next(movement, now.get(movement.group()))))
                .toList();
        List<Decided> decided = new ArrayList<>();
        for (Future<Decided> made : deciding.invokeAll(looks)) {
            if (made.state() == Future.State.FAILED) {
                LOG.warn("A movement could not be taken on; trying again", made.exceptionNow());
            } else {
                decided.add(made.resultNow());
            }
        }
        return decided;
    }

    /// Leaves out what somebody else has taken on since.
    ///
    /// @return those that came into another phase, and may get further
    private List<Movement> write(List<Decided> news) {
        Map<Long, Decided> bySeq =
                news.stream().collect(Collectors.toMap(decided -> decided.movement().seq(), Function.identity()));
        Map<MovementRow, Decided> current = new LinkedHashMap<>();
        for (MovementRow row : MovementRow.locked(bySeq.keySet())) {
            Decided decided = bySeq.get(row.seq());
            if (row.phase == decided.movement().phase()) {
                current.put(row, decided);
            }
        }
        Set<Group> stepped = take(current.values());
        current.forEach((row, decided) -> write(row, decided.decision(), stepped));
        return current.entrySet().stream()
                .filter(entry -> entry.getKey().phase != entry.getValue().movement().phase())
                .map(entry -> entry.getKey().movement())
                .filter(movement -> movement.phase().isUnderWay())
                .toList();
    }

    /// @return the groups that have taken a step
    private Set<Group> take(Collection<Decided> current) {
        List<Lives.Step> steps = new ArrayList<>();
        List<String> movements = new ArrayList<>();
        for (Decided decided : current) {
            if (decided.decision() instanceof Decision.Step step) {
                steps.add(step.ofTheGroup());
                movements.add(Long.toString(decided.movement().seq()));
            }
        }
        return lives.take(steps, "movements " + String.join(", ", movements));
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
