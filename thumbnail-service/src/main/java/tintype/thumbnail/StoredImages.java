package tintype.thumbnail;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import tintype.cluster.ImageLog;
import tintype.cluster.events.EventPublisher;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.ImageKey;
import tintype.contract.events.EventEnvelope;
import tintype.contract.events.ImageEvent;
import tintype.contract.events.Topics;
import tintype.render.RenderEngine;

/// Hears of new originals and renders all presets of each.
///
/// A job that cannot be done now is thrown back: the channel's retry topics bring it again later, a bounded number of
/// times. Every job ends in an event: rendered, failed, or the deletion that made it pointless.
@ApplicationScoped
class StoredImages {

    private static final Logger LOG = Logger.getLogger(StoredImages.class);

    /// Makes the channel try the job again later.
    static final class TryAgainLater extends RuntimeException {
        TryAgainLater(ImageKey image, String detail) {
            super("Not rendered yet: " + image + ": " + detail);
        }
    }

    private final RenderJobs jobs;
    private final GroupMapFollower maps;
    private final EventPublisher events;
    private final RenderEngine engine;

    StoredImages(RenderJobs jobs, GroupMapFollower maps, EventPublisher events, RenderEngine engine) {
        this.jobs = jobs;
        this.maps = maps;
        this.events = events;
        this.engine = engine;
    }

    @Incoming("images")
    @Blocking(value = "jobs", ordered = false)
    void take(ConsumerRecord<String, byte[]> message) {
        switch (EventEnvelope.open(message.headers(), message.value()).orThrow()) {
            case ImageEvent.Stored stored -> render(stored, retries(message));
            case ImageEvent.Rendered _, ImageEvent.Failed _, ImageEvent.Deleted _ -> {}
        }
    }

    private void render(ImageEvent.Stored stored, int retries) {
        ImageKey image = stored.key();
        try (var _ = ImageLog.of(image)) {
            var outcome = jobs.ensure(image, maps.require().presets().variants(), RenderQueue.Urgency.AN_EVENT);
            switch (outcome) {
                case JobOutcome.Stored done ->
                    events.publish(new ImageEvent.Rendered(
                            image, done.variants(), engine.name(), done.placeholder(), done.damaged(), now()));
                case JobOutcome.Unrenderable(String reason, String detail) ->
                    giveUp(stored, reason, detail, retries + 1);
                case JobOutcome.Deleted _ -> LOG.info("Deleted before it was rendered");
                case JobOutcome.Missing _ ->
                    tryAgain(stored, ThumbnailFailure.STORE_UNAVAILABLE, "No node has it.", retries);
                case JobOutcome.Unavailable(ThumbnailFailure what, String detail) ->
                    tryAgain(stored, what, detail, retries);
            }
        }
    }

    private void tryAgain(ImageEvent.Stored stored, ThumbnailFailure what, String detail, int retries) {
        if (retries >= Topics.IMAGES_RETRY.size()) {
            giveUp(stored, what.slug(), what.text() + " " + detail, retries + 1);
        } else {
            throw new TryAgainLater(stored.key(), detail);
        }
    }

    private void giveUp(ImageEvent.Stored stored, String reason, String detail, int attempts) {
        LOG.warnf("Giving up after %d attempts: %s (%s)", attempts, reason, detail);
        events.publish(new ImageEvent.Failed(stored.key(), reason, detail, attempts, now()));
        events.bury(stored, reason + ": " + detail);
    }

    /// Told by the topic that it comes from. The connector's own count, a header, is one behind in what is handed over.
    private static int retries(ConsumerRecord<String, byte[]> message) {
        return Topics.IMAGES_RETRY.indexOf(message.topic()) + 1;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
