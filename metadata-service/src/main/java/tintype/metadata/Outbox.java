package tintype.metadata;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import tintype.cluster.ImageLog;
import tintype.cluster.events.EventPublisher;

/// Announces deletions after they are certain, in their order, until each is out: right after its commit, and every
/// second for what was left over while Kafka was away. Several instances share the work.
@ApplicationScoped
class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final int BATCH = 100;

    private final EventPublisher events;
    private final AtomicLong waiting;
    private final AtomicLong oldestSeconds;
    /// One at a time: while Kafka is away, each announcement holds a connection to the database for seconds.
    private final Errand emptying = new Errand("empty the outbox", this::empty);

    Outbox(EventPublisher events, MeterRegistry metrics) {
        this.events = events;
        this.waiting = metrics.gauge("tintype.metadata.outbox.waiting", new AtomicLong());
        this.oldestSeconds = metrics.gauge("tintype.metadata.outbox.oldest.seconds", new AtomicLong());
    }

    void atOnce(@Observes(during = TransactionPhase.AFTER_SUCCESS) Catalogue.DeletionCommitted deletion) {
        emptying.call();
    }

    @Scheduled(every = "1s")
    void leftovers() {
        emptying.call();
    }

    private void empty() {
        boolean more = true;
        while (more) {
            more = QuarkusTransaction.requiringNew().call(this::announceSome);
        }
    }

    /// @return whether there is more that can be announced at the moment
    private boolean announceSome() {
        List<OutboxRow> rows = OutboxRow.oldest(BATCH);
        long announced = rows.stream().takeWhile(this::announced).count();
        waiting.set(OutboxRow.count());
        oldestSeconds.set(OutboxRow.age(Instant.now()).map(Duration::toSeconds).orElse(0L));
        return announced == BATCH;
    }

    private boolean announced(OutboxRow row) {
        try (var _ = ImageLog.of(row.event().key())) {
            events.publish(row.event());
            row.delete();
            LOG.info("Announced the deletion");
            return true;
        } catch (EventPublisher.NotAnnounced e) {
            LOG.warnf("Deletions wait in the outbox: %s", e.getMessage());
            return false;
        }
    }

    @PreDestroy
    void stop() {
        emptying.close();
    }
}
