package tintype.metadata;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import tintype.cluster.EventPublisher;
import tintype.cluster.ImageLog;

/// Announces deletions after they are certain, in their order, until each is out: right after its commit, and every
/// second for what was left over while Kafka was away. Several instances share the work.
@ApplicationScoped
class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final int BATCH = 100;

    private final EventPublisher events;
    private final AtomicLong waiting;

    Outbox(EventPublisher events, MeterRegistry metrics) {
        this.events = events;
        this.waiting = metrics.gauge("tintype.metadata.outbox.waiting", new AtomicLong());
    }

    void atOnce(@Observes(during = TransactionPhase.AFTER_SUCCESS) Catalogue.DeletionCommitted deletion) {
        Thread.startVirtualThread(this::empty);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void leftovers() {
        empty();
    }

    private void empty() {
        try {
            while (announceSome() == BATCH) {
                LOG.debug("There is more in the outbox");
            }
        } catch (EventPublisher.NotAnnounced e) {
            LOG.warnf("Deletions wait in the outbox: %s", e.getMessage());
        }
    }

    private int announceSome() {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<OutboxRow> rows = OutboxRow.oldest(BATCH);
            for (OutboxRow row : rows) {
                try (var _ = ImageLog.of(row.event().key())) {
                    events.publish(row.event());
                    row.delete();
                    LOG.info("Announced the deletion");
                }
            }
            waiting.set(OutboxRow.count());
            return rows.size();
        });
    }
}
