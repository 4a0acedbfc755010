package tintype.serve;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import tintype.cluster.ImageLog;
import tintype.contract.EventEnvelope;
import tintype.contract.ImageEvent;

/// Follows the events and removes from this disk what was deleted. Harmless to see twice.
@ApplicationScoped
class Deletions {

    private static final Logger LOG = Logger.getLogger(Deletions.class);

    private final ImageStore store;
    private final Ownership ownership;

    Deletions(ImageStore store, Ownership ownership) {
        this.store = store;
        this.ownership = ownership;
    }

    @Incoming("images")
    @RunOnVirtualThread
    void take(ConsumerRecord<String, byte[]> message) throws IOException {
        switch (EventEnvelope.open(message.headers(), message.value()).orThrow()) {
            case ImageEvent.Deleted deleted -> delete(deleted);
            case ImageEvent.Stored _, ImageEvent.Rendered _, ImageEvent.Failed _ -> {}
        }
    }

    private void delete(ImageEvent.Deleted deleted) throws IOException {
        if (!ownership.has(deleted.group())) {
            return;
        }
        try (var _ = ImageLog.of(deleted.key())) {
            store.delete(deleted.key());
            LOG.info("Deleted");
        }
    }
}
