package tintype.metadata.rebalance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import tintype.contract.Group;
import tintype.contract.groups.GroupLife;
import tintype.metadata.groups.Lives;
import tintype.metadata.movement.Movement;
import tintype.metadata.movement.MovementRow;
import tintype.metadata.movement.Phase;
import tintype.metadata.plan.Move;
import tintype.metadata.plan.RebalancePlan;

/// What is to be moved. There is one list of movements; whatever an operator asks for makes it anew, from where the
/// groups are then. What is under way goes on.
@ApplicationScoped
public class Rebalance {

    private static final Logger LOG = Logger.getLogger(Rebalance.class);

    private final Situation situation;
    private final Lives lives;

    Rebalance(Situation situation, Lives lives) {
        this.situation = situation;
        this.lives = lives;
    }

    public RebalancePlan plan(RebalancePlan.Scope scope) {
        return situation.plan(scope);
    }

    /// What is open, and until the transaction ends nobody else takes it on or changes the list. Whoever locks lives of
    /// groups as well does so afterwards: two who lock in another order wait for each other.
    @Transactional(Transactional.TxType.MANDATORY)
    List<MovementRow> hold() {
        RebalanceRow.locked();
        return MovementRow.openAndLocked();
    }

    /// Of copies that groups lack.
    private enum Copies {
        /// They were lost.
        URGENT,
        /// There never were so many.
        NEW
    }

    /// Makes the list anew.
    @Transactional
    public void begin(RebalancePlan.Scope scope, String why) {
        begin(scope, why, Copies.URGENT);
    }

    private void begin(RebalancePlan.Scope scope, String why, Copies copies) {
        List<MovementRow> underWay = hold();
        RebalanceRow row = RebalanceRow.now();
        row.begin(why);
        for (MovementRow open : underWay) {
            open.run = row.run;
            if (open.phase == Phase.QUEUED) {
                open.become(Phase.CANCELLED, "Another plan was made");
            }
        }
        RebalancePlan plan = situation.plan(scope);
        plan.moves().forEach(move ->
                MovementRow.add(row.run, move, copies == Copies.URGENT && move instanceof Move.Copy));
        row.stuck(plan.stuck());
        LOG.infof("%s: %d movements of %d bytes, %d groups stuck",
                why, plan.moves().size(), plan.bytes(), plan.stuck().size());
    }

    /// Begins what nobody asked for and everybody wants: replicas that are missing, nodes that are to be empty.
    @Transactional
    void beginWhatIsNeeded() {
        RebalanceRow row = RebalanceRow.locked();
        if (row.state != RebalanceRow.State.RUNNING || !MovementRow.open().isEmpty()) {
            return;
        }
        RebalancePlan plan = situation.plan(RebalancePlan.Scope.NEEDED);
        if (!plan.moves().isEmpty()) {
            begin(RebalancePlan.Scope.NEEDED, "Replicas are missing or too many");
        } else if (!plan.stuck().equals(row.stuck())) {
            row.stuck(plan.stuck());
        }
    }

    @Transactional
    boolean isPaused() {
        return RebalanceRow.now().state == RebalanceRow.State.PAUSED;
    }

    @Transactional
    public void pause() {
        RebalanceRow.locked().state = RebalanceRow.State.PAUSED;
    }

    @Transactional
    public void resume() {
        RebalanceRow.locked().state = RebalanceRow.State.RUNNING;
    }

    /// Every group stays on, or goes back to, the nodes that are known to have all of it. What has been switched ends by
    /// itself: its copy is whole.
    @Transactional
    public void cancel() {
        List<MovementRow> open = hold();
        RebalanceRow.now().state = RebalanceRow.State.CANCELLED;
        List<MovementRow> reversible = open.stream()
                .filter(row -> switch (row.phase) {
                    case QUEUED, PULLING, VERIFYING -> true;
                    case WAITING, DROPPING, DONE, CANCELLED -> false;
                })
                .toList();
        List<Group> begun = reversible.stream()
                .filter(row -> row.phase != Phase.QUEUED)
                .map(row -> new Group(row.group))
                .toList();
        List<Lives.Step> back = lives.of(begun).values().stream()
                .flatMap(life -> life instanceof GroupLife.Filling filling
                        ? Stream.of(new Lives.Step(filling, filling.cancel()))
                        : Stream.empty())
                .toList();
        lives.take(back, "movements cancelled");
        reversible.forEach(row -> row.become(Phase.CANCELLED, "Cancelled by the operator"));
    }

    @Transactional
    public List<Movement> open() {
        return MovementRow.open().stream().map(MovementRow::movement).toList();
    }

    @Transactional
    public Progress progress() {
        RebalanceRow row = RebalanceRow.now();
        List<MovementRow> all = MovementRow.list("run = ?1 and not (phase = ?2 and begunAt is null)",
                row.run, Phase.CANCELLED);
        return Progress.of(row, all);
    }

    public int replicas() {
        return situation.replicas();
    }

    @Transactional
    public void replicas(int count) {
        situation.replicas(count);
        begin(RebalancePlan.Scope.NEEDED, "Every group on " + count + (count == 1 ? " node" : " nodes"), Copies.NEW);
    }
}
