package tintype.serve.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import tintype.cluster.ImageLog;
import tintype.contract.ImageKey;
import tintype.contract.events.EventEnvelope;
import tintype.contract.events.ImageEvent;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Shelf;

/// Follows the events and remembers all that was deleted, in whatever group. Each may come twice.
///
/// What cannot be read goes to the dead letters. A deletion that can be read is never given up: its offset is
/// committed when it is done, so it also outlives this process.
@ApplicationScoped
class Deletions {

    private static final Logger LOG = Logger.getLogger(Deletions.class);
    private static final String TYPE = "ce_type";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ImageStore store;
    private final Shelf shelf;
    private final Counter deleted;

    Deletions(ImageStore store, Shelf shelf, MeterRegistry metrics) {
        this.store = store;
        this.shelf = shelf;
        this.deleted = metrics.counter("tintype.node.deletions");
    }

    @Incoming("images")
    @RunOnVirtualThread
    void take(ConsumerRecord<String, byte[]> message) {
        if (saysItIsSomethingElse(message)) {
            return;
        }
        switch (EventEnvelope.open(message.headers(), message.value()).orThrow()) {
            case ImageEvent.Deleted event -> heed(event);
            case ImageEvent.Stored _, ImageEvent.Rendered _, ImageEvent.Failed _ -> {}
        }
    }

    /// Most events are not for nodes, nor are types that a later version adds; they are not even read.
    private static boolean saysItIsSomethingElse(ConsumerRecord<String, byte[]> message) {
        Header type = message.headers().lastHeader(TYPE);
        return type != null
                && !new String(type.value(), StandardCharsets.UTF_8).equals(ImageEvent.Type.DELETED.toString());
    }

    private void heed(ImageEvent.Deleted event) {
        // Also when the group is elsewhere: it may come here, and then with copies from before the deletion.
        try (var _ = ImageLog.of(event.key())) {
            deleteForSure(event.key());
        }
    }

    private void deleteForSure(ImageKey image) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                delete(image);
                return;
            } catch (IOException e) {
                LOG.errorf(e, "Cannot delete; trying again in %s", pause);
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void delete(ImageKey image) throws IOException {
        store.delete(image);
        shelf.forget(image);
        deleted.increment();
        LOG.info("Deleted");
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            // The process ends. To return would count as done, and to throw as given up; both would be committed.
            LOG.debug("Interrupted, and still trying");
        }
    }
}
