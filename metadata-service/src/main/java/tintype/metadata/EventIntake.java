package tintype.metadata;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import tintype.cluster.ImageLog;
import tintype.contract.events.EventEnvelope;
import tintype.contract.events.ImageEvent;

/// Feeds the catalogue from the topic. What is no event goes to the dead letters; while the database is away, the
/// intake waits: an outage is no fault of an event.
@ApplicationScoped
class EventIntake {

    private static final Logger LOG = Logger.getLogger(EventIntake.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Catalogue catalogue;
    private final FreshIds freshIds;

    EventIntake(Catalogue catalogue, FreshIds freshIds) {
        this.catalogue = catalogue;
        this.freshIds = freshIds;
    }

    @Incoming("images")
    @RunOnVirtualThread
    void take(ConsumerRecord<String, byte[]> message) throws InterruptedException {
        ImageEvent event = EventEnvelope.open(message.headers(), message.value()).orThrow();
        try (var _ = ImageLog.of(event.key())) {
            while (!apply(event)) {
                Thread.sleep(PAUSE);
            }
            freshIds.arrived(event.key().id());
        }
    }

    private boolean apply(ImageEvent event) {
        try {
            catalogue.apply(event);
            return true;
        } catch (RuntimeException e) {
            if (!Outage.explains(e)) {
                throw e;
            }
            LOG.warnf("Cannot write %s to the catalogue, trying again: %s", event.type(), e);
            return false;
        }
    }
}
