package tintype.upload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import tintype.cluster.ClusterConfig;
import tintype.cluster.ImageLog;
import tintype.cluster.events.EventPublisher;
import tintype.cluster.http.FailureException;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.ImageView;
import tintype.contract.Manifest;
import tintype.contract.Presets;
import tintype.contract.events.ImageEvent;

/// Takes the photos of one request: all of them or none. Each is received and inspected, then stored on every node of
/// a group, then announced; only what was announced is acknowledged.
@ApplicationScoped
class PhotoIntake {

    private static final Logger LOG = Logger.getLogger(PhotoIntake.class);
    private static final Pattern LABEL_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
    private static final int MAX_LABELS = 16;
    private static final int MAX_LABEL_LENGTH = 200;

    private final Spool spool;
    private final WriteSet writeSet;
    private final EventPublisher events;
    private final GroupMapFollower maps;
    private final int maxFiles;
    private final String site;
    private final Semaphore places;
    private final Counter photos;
    private final Counter bytes;

    PhotoIntake(
            Spool spool,
            WriteSet writeSet,
            EventPublisher events,
            GroupMapFollower maps,
            UploadConfig config,
            ClusterConfig cluster,
            MeterRegistry metrics) {
        this.spool = spool;
        this.writeSet = writeSet;
        this.events = events;
        this.maps = maps;
        this.maxFiles = config.maxFiles();
        this.site = cluster.publicUrl().orElse("");
        this.places = new Semaphore(config.concurrentRequests());
        this.photos = metrics.counter("tintype.upload.photos");
        this.bytes = metrics.counter("tintype.upload.bytes");
        metrics.gauge("tintype.upload.places.free", places, Semaphore::availablePermits);
    }

    List<ImageView> accept(UploadBody body) {
        if (!places.tryAcquire()) {
            throw new FailureException(UploadFailure.BUSY);
        }
        List<SpooledPhoto> received = new ArrayList<>();
        try {
            Map<String, String> labels = receive(body, received);
            List<Manifest> stored = received.stream().map(photo -> writeSet.write(photo, labels)).toList();
            stored.forEach(this::announce);
            Presets presets = maps.require().presets();
            return stored.stream()
                    .map(manifest -> ImageView.of(manifest, presets, site, ImageView.Progress.NONE_YET))
                    .toList();
        } finally {
            received.forEach(SpooledPhoto::close);
            places.release();
        }
    }

    /// @return the labels of the request
    private Map<String, String> receive(UploadBody body, List<SpooledPhoto> received) {
        Map<String, String> labels = new TreeMap<>();
        try {
            for (Optional<Part> part = body.next(); part.isPresent(); part = body.next()) {
                switch (part.get()) {
                    case Part.File file -> received.add(receive(file, received.size()));
                    case Part.Label label -> add(label, labels);
                }
            }
        } catch (IOException e) {
            throw new FailureException(UploadFailure.INCOMPLETE_BODY, e);
        }
        if (received.isEmpty()) {
            throw new FailureException(UploadFailure.NO_FILE);
        }
        return labels;
    }

    private SpooledPhoto receive(Part.File file, int before) {
        if (before == maxFiles) {
            throw new FailureException(
                    UploadFailure.TOO_MANY_FILES, "At most " + maxFiles + " files are taken in one request.");
        }
        return spool.receive(file);
    }

    private static void add(Part.Label label, Map<String, String> labels) {
        labels.put(label.name(), label.value());
        if (!LABEL_NAME.matcher(label.name()).matches()
                || label.value().length() > MAX_LABEL_LENGTH
                || labels.size() > MAX_LABELS) {
            throw new FailureException(UploadFailure.BAD_LABEL);
        }
    }

    private void announce(Manifest manifest) {
        try (var _ = ImageLog.of(manifest.key())) {
            events.publish(new ImageEvent.Stored(manifest));
            photos.increment();
            bytes.increment(manifest.bytes());
            LOG.infof("Stored %s, %d bytes, %s", manifest.type().mediaType(), manifest.bytes(), manifest.pixels());
        } catch (EventPublisher.NotAnnounced e) {
            throw new FailureException(UploadFailure.NOT_ANNOUNCED, e);
        }
    }
}
