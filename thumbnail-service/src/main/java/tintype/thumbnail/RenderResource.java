package tintype.thumbnail;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.cluster.ImageLog;
import tintype.cluster.events.EventPublisher;
import tintype.cluster.http.FailureException;
import tintype.cluster.http.MembersOnly;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Problem;
import tintype.contract.events.ImageEvent;
import tintype.contract.store.NodeProtocol;
import tintype.render.RenderEngine;

/// `POST /render`: a node needs a variant now, as somebody waits for it.
@Path(NodeProtocol.RENDER)
@MembersOnly
@RunOnVirtualThread
public class RenderResource {

    public record Wanted(Group group, ImageId id, ImageFile file) {}

    private static final Logger LOG = Logger.getLogger(RenderResource.class);

    private final RenderJobs jobs;
    private final GroupMapFollower maps;
    private final EventPublisher events;
    private final RenderEngine engine;
    private final Semaphore places;

    RenderResource(
            RenderJobs jobs,
            GroupMapFollower maps,
            EventPublisher events,
            RenderEngine engine,
            ThumbnailConfig config) {
        this.jobs = jobs;
        this.maps = maps;
        this.events = events;
        this.engine = engine;
        this.places = new Semaphore(config.concurrentRequests());
    }

    @POST
    @Operation(summary = "Render a variant now", description = "204 when it is stored on the image's nodes.")
    public void render(@Nullable Wanted wanted) {
        if (wanted == null || !(wanted.file() instanceof ImageFile.Variant variant)) {
            throw new FailureException(ThumbnailFailure.MALFORMED);
        }
        if (!places.tryAcquire()) {
            throw new FailureException(ThumbnailFailure.BUSY);
        }
        ImageKey image = new ImageKey(wanted.group(), wanted.id());
        try (var _ = ImageLog.of(image)) {
            render(image, variant);
        } finally {
            places.release();
        }
    }

    /// Of a current preset all others are rendered as well: they come from the same decode, and are wanted next.
    private void render(ImageKey image, ImageFile.Variant variant) {
        Set<ImageFile.Variant> current = maps.require().presets().variants();
        boolean isCurrent = current.contains(variant);
        Collection<ImageFile.Variant> together = isCurrent ? current : Set.of(variant);
        switch (jobs.ensure(image, together, RenderQueue.Urgency.SOMEONE_WAITS)) {
            case JobOutcome.Stored stored -> {
                if (!stored.has(variant)) {
                    throw new FailureException(ThumbnailFailure.UNKNOWN_FORMAT);
                }
                // The current ones are announced by the job of the image's event.
                if (!isCurrent) {
                    announce(image, stored);
                }
            }
            case JobOutcome.Unrenderable(String reason, String detail) ->
                throw new FailureException(
                        ThumbnailFailure.NOT_RENDERABLE,
                        Problem.of(ThumbnailFailure.NOT_RENDERABLE, detail).with("reason", reason),
                        null);
            case JobOutcome.Deleted _ -> throw new FailureException(ThumbnailFailure.DELETED);
            case JobOutcome.Missing _ -> throw new FailureException(ThumbnailFailure.NO_SUCH_IMAGE);
            case JobOutcome.Unavailable(ThumbnailFailure what, String detail) ->
                throw new FailureException(what, detail);
        }
    }

    /// No read needs Kafka: the variant is stored, and will be served.
    private void announce(ImageKey image, JobOutcome.Stored stored) {
        try {
            events.publish(new ImageEvent.Rendered(
                    image,
                    stored.variants(),
                    engine.name(),
                    stored.placeholder(),
                    stored.damaged(),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        } catch (EventPublisher.NotAnnounced e) {
            LOG.warnf(e, "Rendered, but not announced");
        }
    }
}
