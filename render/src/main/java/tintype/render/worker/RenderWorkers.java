package tintype.render.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.render.EngineChoice;
import tintype.render.RenderEngine;
import tintype.render.Rendering;
import tintype.render.Stopwatch;
import tintype.render.worker.WorkerProcess.Answer;

/// An engine that renders in worker processes. Whatever a file does to the worker that reads it (crash, hang, eat
/// memory), it harms that file's job alone: the worker is replaced.
public final class RenderWorkers implements RenderEngine, AutoCloseable {

    /// @param choice    what chooses the engine in each worker
    /// @param library   path of libvips, or `none`
    /// @param count     how many render at the same time
    /// @param deadline  for one order
    /// @param heap      of a worker's JVM, as `-Xmx` takes it
    /// @param memory    bytes a worker may hold in all; beyond, its allocations fail
    /// @param worn      bytes a worker may hold between two orders; beyond, it is replaced
    /// @param orders    after so many, it is replaced as well
    /// @param directory for the files that are handed over
    public record Settings(
            Class<? extends EngineChoice> choice,
            Optional<String> library,
            int count,
            Duration deadline,
            String heap,
            long memory,
            long worn,
            int orders,
            Path directory) {}

    /// Why a worker was replaced.
    private enum Cause {
        CRASH,
        DEADLINE,
        WORN
    }

    private static final Logger LOG = Logger.getLogger(RenderWorkers.class);
    private static final int TRIES = 2;

    private final Settings settings;
    private final MeterRegistry metrics;
    /// A place for each worker; empty places are filled by whoever takes them.
    private final BlockingQueue<Place> places = new LinkedBlockingQueue<>();
    private final AtomicLong memory;
    private volatile @Nullable String name;
    private volatile boolean closed;

    private static final class Place {
        private @Nullable WorkerProcess worker;
    }

    public RenderWorkers(Settings settings, MeterRegistry metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.memory = metrics.gauge("tintype.render.worker.memory.bytes", new AtomicLong());
        for (int i = 0; i < settings.count(); i++) {
            places.add(new Place());
        }
    }

    /// Starts the workers, so that the first pictures need not wait for that.
    public void warmUp() {
        List<Place> all = new ArrayList<>();
        places.drainTo(all);
        for (Place place : all) {
            try {
                startedIn(place);
            } catch (IOException e) {
                LOG.errorf(e, "Cannot start a render worker");
            } finally {
                places.add(place);
            }
        }
    }

    /// Of the engine in the workers.
    @Override
    public String name() {
        String known = name;
        return known == null ? "none yet" : known;
    }

    @Override
    public Rendering render(Path original, Format type, Collection<ImageFile.Variant> variants) {
        Place place;
        try {
            place = places.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Rendering.NotNow("The service ends.");
        }
        Path directory = newDirectory();
        try {
            var order = new WorkOrder(
                    original.toAbsolutePath().toString(), type, List.copyOf(variants), directory.toString());
            return render(place, order);
        } catch (IOException e) {
            LOG.errorf(e, "No render worker for %s", original);
            return new Rendering.NotNow("No render worker can be started.");
        } finally {
            places.add(place);
            discard(directory);
        }
    }

    /// Something else may have killed the worker: once more, in a fresh one.
    private Rendering render(Place place, WorkOrder order) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Answer answer = startedIn(place).take(order, settings.deadline());
            switch (answer) {
                case Answer.Reported(WorkReport.Done done) -> {
                    Rendering result = collected(done, Path.of(order.directory()));
                    look(place, done.memory());
                    done.times().forEach(this::count);
                    return result;
                }
                case Answer.Reported(WorkReport.Unrenderable(String reason, String detail, long held)) -> {
                    look(place, held);
                    return new Rendering.Unrenderable(reason, detail);
                }
                case Answer.Reported(WorkReport.Ready ready) ->
                    throw new IllegalStateException("A worker was ready twice: " + ready);
                case Answer.Late _ -> {
                    replace(place, Cause.DEADLINE);
                    return new Rendering.Unrenderable(
                            "too-slow", "The picture takes longer to render than a job may take.");
                }
                case Answer.Died(int exit) -> {
                    LOG.warnf("The render worker died (exit %d) on %s", exit, order.original());
                    replace(place, Cause.CRASH);
                    if (closed) {
                        return new Rendering.NotNow("The service ends.");
                    }
                    if (attempt == TRIES) {
                        return new Rendering.Unrenderable(
                                "crashed", "The decoder broke on the picture, or needed more memory than there is.");
                    }
                }
            }
        }
    }

    private void count(Stopwatch.Stage stage, Duration time) {
        metrics.timer("tintype.render.stage", "stage", stage.name().toLowerCase(Locale.ROOT)).record(time);
    }

    private WorkerProcess startedIn(Place place) throws IOException {
        WorkerProcess worker = place.worker;
        if (worker != null && worker.isAlive()) {
            return worker;
        }
        worker = WorkerProcess.start(settings);
        place.worker = worker;
        if (name == null) {
            LOG.infof("Rendering with %s (%s), in %d processes, each with %s",
                    worker.ready().engine(), worker.ready().why(), settings.count(), worker.ready().memory());
        }
        name = worker.ready().engine();
        return worker;
    }

    /// Memory that was given back too late, or never, goes with its process.
    private void look(Place place, long held) {
        memory.set(held);
        WorkerProcess worker = place.worker;
        if (worker != null && (held > settings.worn() || worker.orders() >= settings.orders())) {
            replace(place, Cause.WORN);
        }
    }

    private void replace(Place place, Cause cause) {
        WorkerProcess worker = place.worker;
        if (worker != null) {
            worker.close();
        }
        place.worker = null;
        metrics.counter("tintype.render.worker.replaced", "cause", cause.name().toLowerCase(Locale.ROOT)).increment();
    }

    private static Rendering collected(WorkReport.Done done, Path directory) throws IOException {
        List<Rendering.Rendered> rendered = new ArrayList<>();
        for (WorkReport.Made made : done.variants()) {
            byte[] bytes = Files.readAllBytes(directory.resolve(made.variant().toString()));
            rendered.add(new Rendering.Rendered(made.variant(), made.size(), bytes));
        }
        return new Rendering.Done(rendered, done.placeholder(), done.damaged(), done.times());
    }

    private Path newDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(settings.directory()), "job");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a directory in " + settings.directory(), e);
        }
    }

    private static void discard(Path directory) {
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            LOG.warnf(e, "Cannot remove %s", directory);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Place place : places) {
            WorkerProcess worker = place.worker;
            if (worker != null) {
                worker.close();
            }
        }
    }
}
