package tintype.thumbnail;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import tintype.cluster.ClusterConfig;
import tintype.cluster.nodes.NewVariant;
import tintype.cluster.nodes.NodeAnswer;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.Pixels;
import tintype.contract.events.ImageEvent;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;
import tintype.render.Rendering;

/// Makes sure that variants of an image are stored: looks what is there, fetches the original, renders what is missing
/// from one decode, stores it. Blocks.
///
/// However many ask for the same at the same time, it is done once, and all get the same outcome.
@ApplicationScoped
class RenderJobs {

    private record Flight(ImageKey image, Set<ImageFile.Variant> wanted) {}

    private static final Logger LOG = Logger.getLogger(RenderJobs.class);

    private final GroupFiles files;
    private final RenderQueue queue;
    private final MeterRegistry metrics;
    private final Timer storing;
    private final Path originals;
    private final Map<Flight, CompletableFuture<JobOutcome>> underWay = new ConcurrentHashMap<>();

    RenderJobs(GroupFiles files, RenderQueue queue, MeterRegistry metrics, ClusterConfig config) {
        this.files = files;
        this.queue = queue;
        this.metrics = metrics;
        this.storing = metrics.timer("tintype.render.stored");
        this.originals = config.data().resolve("originals");
        try {
            Files.createDirectories(originals);
            try (var leftovers = Files.newDirectoryStream(originals)) {
                for (Path leftover : leftovers) {
                    Files.delete(leftover);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty " + originals, e);
        }
    }

    JobOutcome ensure(ImageKey image, Collection<ImageFile.Variant> wanted, RenderQueue.Urgency urgency) {
        var flight = new Flight(image, Set.copyOf(wanted));
        var ours = new CompletableFuture<JobOutcome>();
        CompletableFuture<JobOutcome> first = underWay.putIfAbsent(flight, ours);
        if (first != null) {
            return first.join();
        }
        JobOutcome outcome = JobOutcome.Unavailable.renderer("The job was cut off.");
        try {
            outcome = run(image, flight.wanted(), urgency);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(flight, ours);
            ours.complete(outcome);
            count(outcome);
        }
        return outcome;
    }

    private void count(JobOutcome outcome) {
        String name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        metrics.counter("tintype.render.jobs", "outcome", name).increment();
    }

    private JobOutcome run(ImageKey image, Set<ImageFile.Variant> wanted, RenderQueue.Urgency urgency)
            throws InterruptedException {
        return switch (files.describe(image)) {
            case NodeAnswer.Done<StoredImage>(StoredImage stored) -> complete(stored, wanted, urgency);
            case NodeAnswer.Deleted<StoredImage> _ -> new JobOutcome.Deleted();
            case NodeAnswer.Missing<StoredImage> _ -> new JobOutcome.Missing();
            case NodeAnswer.OtherEpoch<StoredImage> answer -> JobOutcome.Unavailable.store(answer.toString());
            case NodeAnswer.Refused<StoredImage> answer -> JobOutcome.Unavailable.store(answer.reason());
            case NodeAnswer.Unavailable<StoredImage> answer -> JobOutcome.Unavailable.store(answer.reason());
        };
    }

    private JobOutcome complete(StoredImage stored, Set<ImageFile.Variant> wanted, RenderQueue.Urgency urgency)
            throws InterruptedException {
        List<ImageEvent.RenderedVariant> there = stored.files().stream()
                .filter(file -> wanted.contains(file.file()))
                .map(file -> told(stored, file))
                .toList();
        Set<ImageFile.Variant> missing = wanted.stream()
                .filter(variant -> there.stream().noneMatch(known -> known.file().equals(variant)))
                .collect(Collectors.toSet());
        if (missing.isEmpty()) {
            return new JobOutcome.Stored(there, null, false);
        }
        Path original = newFile();
        try {
            NodeAnswer<Path> copy = files.fetch(stored.manifest(), original);
            return switch (copy) {
                case NodeAnswer.Done<Path> _ -> switch (queue.render(urgency, original, stored.manifest(), missing)) {
                    case Rendering.Done done -> storing.record(() -> store(stored, there, done));
                    case Rendering.Unrenderable(String reason, String detail) ->
                        new JobOutcome.Unrenderable(reason, detail);
                    case Rendering.NotNow(String why) -> JobOutcome.Unavailable.renderer(why);
                };
                case NodeAnswer.Deleted<Path> _ -> new JobOutcome.Deleted();
                case NodeAnswer.Missing<Path> _, NodeAnswer.OtherEpoch<Path> _, NodeAnswer.Refused<Path> _,
                        NodeAnswer.Unavailable<Path> _ -> JobOutcome.Unavailable.store(copy.toString());
            };
        } finally {
            discard(original);
        }
    }

    private JobOutcome store(
            StoredImage before, List<ImageEvent.RenderedVariant> there, Rendering.Done done) {
        List<NewVariant> made = done.variants().stream()
                .map(rendered -> NewVariant.of(rendered.variant(), rendered.bytes()))
                .toList();
        NodeAnswer<StoredImage> answer = files.store(before.manifest().key(), made);
        return switch (answer) {
            case NodeAnswer.Done<StoredImage>(StoredImage stored) -> {
                LOG.infof("Rendered %d variants", made.size());
                Stream<ImageEvent.RenderedVariant> added = stored.files().stream()
                        .filter(file -> made.stream().anyMatch(variant -> variant.file().file().equals(file.file())))
                        .map(file -> told(stored, file));
                yield new JobOutcome.Stored(
                        Stream.concat(there.stream(), added).toList(), done.placeholder(), done.damaged());
            }
            case NodeAnswer.Deleted<StoredImage> _ -> new JobOutcome.Deleted();
            case NodeAnswer.Missing<StoredImage> _, NodeAnswer.OtherEpoch<StoredImage> _,
                    NodeAnswer.Refused<StoredImage> _, NodeAnswer.Unavailable<StoredImage> _ ->
                JobOutcome.Unavailable.store(answer.toString());
        };
    }

    private static ImageEvent.RenderedVariant told(StoredImage stored, StoredFile file) {
        Pixels size = ((ImageFile.Variant) file.file()).recipe().sizeOf(stored.manifest().pixels());
        return new ImageEvent.RenderedVariant(file.file(), size.width(), size.height(), file.bytes(), file.sha256());
    }

    private Path newFile() {
        try {
            return Files.createTempFile(originals, "", null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a file in " + originals, e);
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf(e, "Cannot remove %s", file);
        }
    }
}
