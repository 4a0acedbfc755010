package tintype.metadata.check;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import tintype.cluster.http.FailureException;
import tintype.contract.groups.GroupLife;
import tintype.metadata.MetadataFailure;
import tintype.metadata.groups.Lives;

/// Runs what looks through all groups, one after the other, and keeps in the database how far it is. Only one of each
/// kind at a time, over all instances.
@ApplicationScoped
class Surveys {

    private static final Logger LOG = Logger.getLogger(Surveys.class);
    private static final int MOST_FINDINGS = 1000;

    /// What is done with one group.
    interface Look {
        Seen at(GroupLife life) throws InterruptedException;
    }

    record Seen(long images, List<Finding> findings) {}

    private final Lives lives;
    private final ExecutorService workers = Executors.newFixedThreadPool(
            SurveyKind.values().length, Thread.ofPlatform().name("survey-", 0).daemon().factory());

    Surveys(Lives lives) {
        this.lives = lives;
    }

    SurveyView begin(SurveyKind kind, boolean repair, Look look) {
        List<GroupLife> all = lives.all();
        SurveyView begun = QuarkusTransaction.requiringNew().call(() -> {
            SurveyRow row = SurveyRow.locked(kind).orElseGet(() -> fresh(kind));
            if (row.isPersistent() && row.isRunning()) {
                throw new FailureException(MetadataFailure.SURVEY_RUNS);
            }
            row.state = SurveyRow.State.RUNNING;
            row.repair = repair;
            row.groups = 0;
            row.groupsTotal = all.size();
            row.images = 0;
            row.reason = null;
            row.begunAt = Instant.now();
            row.seenAt = row.begunAt;
            row.found(List.of());
            row.persist();
            return row.view();
        });
        workers.execute(() -> run(kind, all, look));
        return begun;
    }

    private static SurveyRow fresh(SurveyKind kind) {
        var row = new SurveyRow();
        row.kind = kind;
        return row;
    }

    private void run(SurveyKind kind, List<GroupLife> all, Look look) {
        List<Finding> findings = new ArrayList<>();
        try {
            for (GroupLife planned : all) {
                // It may have moved since the survey began.
                Seen seen = look.at(lives.of(planned.group()));
                seen.findings().stream().limit(MOST_FINDINGS - findings.size()).forEach(findings::add);
                update(kind, row -> {
                    row.groups++;
                    row.images += seen.images();
                    row.found(findings);
                });
            }
            update(kind, row -> row.state = SurveyRow.State.DONE);
            LOG.infof("%s: %d groups, %d findings", kind, all.size(), findings.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.infof("%s ends with this process", kind);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s has failed", kind);
            update(kind, row -> {
                row.state = SurveyRow.State.FAILED;
                row.reason = e.toString();
            });
        }
    }

    private static void update(SurveyKind kind, Consumer<SurveyRow> change) {
        QuarkusTransaction.requiringNew().run(() -> SurveyRow.locked(kind).ifPresent(row -> {
            row.seenAt = Instant.now();
            change.accept(row);
        }));
    }

    Optional<SurveyView> last(SurveyKind kind) {
        return QuarkusTransaction.requiringNew().call(() -> SurveyRow.of(kind).map(SurveyRow::view));
    }

    @PreDestroy
    void close() {
        workers.shutdownNow();
    }
}
