package tintype.render.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.render.RenderEngine;
import tintype.render.Rendering;
import tintype.render.Stopwatch;
import tintype.render.choice.EngineChoice;
import tintype.render.worker.WorkerPlace.Cause;
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

    private static final Logger LOG = Logger.getLogger(RenderWorkers.class);
    private static final int TRIES = 2;
    private static final Rendering ENDS = new Rendering.NotNow("The service ends.");

    private final Settings settings;
    private final MeterRegistry metrics;
    private final Backoff backoff = new Backoff(System::nanoTime);
    private final List<WorkerPlace> places;
    /// Those that nobody uses. Whoever takes one gives it back, whatever happens.
    private final BlockingQueue<WorkerPlace> free;
    private volatile @Nullable String name;
    private volatile boolean closed;

    public RenderWorkers(Settings settings, MeterRegistry metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.places = Stream.generate(() -> new WorkerPlace(settings, backoff, metrics))
                .limit(settings.count())
                .toList();
        this.free = new LinkedBlockingQueue<>(places);
        metrics.gauge("tintype.render.workers.alive", this, RenderWorkers::alive);
        metrics.gauge("tintype.render.worker.memory.bytes", this, RenderWorkers::held);
        try {
            JobDirectory.sweep(settings.directory());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + settings.directory(), e);
        }
    }

    /// Starts what does not run, so that the next pictures need not wait for that.
    public void warmUp() {
        for (int i = 0; i < settings.count(); i++) {
            WorkerPlace place = free.poll();
            if (place == null) {
                return;
            }
            try {
                workerIn(place);
            } finally {
                free.add(place);
            }
        }
    }

    public boolean isOpen() {
        return !closed;
    }

    /// Not while no worker can be started. Before the first is needed, nobody knows.
    public boolean canRender() {
        return alive() > 0 || !backoff.hasFailed();
    }

    public long alive() {
        return places.stream().filter(WorkerPlace::isAlive).count();
    }

    private long held() {
        return places.stream().mapToLong(WorkerPlace::held).sum();
    }

    /// Of the engine in the workers. Starts them if nothing was rendered yet: they choose it.
    @Override
    public String name() {
        if (name == null) {
            warmUp();
        }
        String known = name;
        return known == null ? "none yet" : known;
    }

    @Override
    public Rendering render(Path original, Format type, Collection<ImageFile.Variant> variants) {
        WorkerPlace place;
        try {
            place = free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ENDS;
        }
        try (JobDirectory directory = JobDirectory.in(settings.directory())) {
            var order = new WorkOrder(
                    original.toAbsolutePath().toString(), type, List.copyOf(variants), directory.path().toString());
            return render(place, order, directory);
        } catch (IOException e) {
            LOG.errorf(e, "Cannot hand over the files of %s", original);
            return new Rendering.NotNow("The files of a render job cannot be handed over.");
        } finally {
            free.add(place);
        }
    }

    /// Something else may have killed the worker: once more, in a fresh one.
    private Rendering render(WorkerPlace place, WorkOrder order, JobDirectory directory) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Optional<WorkerProcess> worker = workerIn(place);
            if (worker.isEmpty()) {
                return place.isClosed() ? ENDS : new Rendering.NotNow("No render worker can be started.");
            }
            switch (worker.get().take(order, settings.deadline())) {
                case Answer.Reported<WorkReport.Result>(WorkReport.Result result) -> {
                    place.look(result.memory());
                    return rendering(result, directory);
                }
                case Answer.Late<WorkReport.Result> _ -> {
                    place.replace(Cause.DEADLINE);
                    return new Rendering.Unrenderable(
                            "too-slow", "The picture takes longer to render than a job may take.");
                }
                case Answer.Abandoned<WorkReport.Result> _ -> {
                    place.replace(Cause.ABANDONED);
                    return ENDS;
                }
                case Answer.Died<WorkReport.Result>(int exit) -> {
                    boolean tooBig = exit == RenderWorker.OUT_OF_MEMORY;
                    place.replace(tooBig ? Cause.MEMORY : Cause.CRASH);
                    if (place.isClosed()) {
                        return ENDS;
                    }
                    LOG.warnf("The render worker died (exit %d) on %s", exit, order.original());
                    if (attempt == TRIES) {
                        return died(tooBig);
                    }
                }
            }
        }
    }

    /// C code that is given no memory ends its process in ways that look like any other crash.
    private static Rendering died(boolean tooBig) {
        return tooBig
                ? new Rendering.Unrenderable("too-big", "The picture needs more memory than a render job may take.")
                : new Rendering.Unrenderable(
                        "crashed", "The decoder broke on the picture, or needed more memory than there is.");
    }

    private Rendering rendering(WorkReport.Result result, JobDirectory directory) throws IOException {
        return switch (result) {
            case WorkReport.Done done -> {
                done.times().forEach(this::count);
                yield new Rendering.Done(
                        directory.collect(done.variants()), done.placeholder(), done.damaged(), done.times());
            }
            case WorkReport.Unrenderable(String reason, String detail, long _) ->
                new Rendering.Unrenderable(reason, detail);
            case WorkReport.NotNow(String why, long _) -> new Rendering.NotNow(why);
        };
    }

    private void count(Stopwatch.Stage stage, Duration time) {
        metrics.timer("tintype.render.stage", "stage", stage.name().toLowerCase(Locale.ROOT)).record(time);
    }

    private Optional<WorkerProcess> workerIn(WorkerPlace place) {
        Optional<WorkerProcess> worker = place.worker();
        worker.map(WorkerProcess::ready).filter(ready -> !ready.engine().equals(name)).ifPresent(ready -> {
            name = ready.engine();
            LOG.infof("Rendering with %s (%s), in %d processes, each with %s",
                    ready.engine(), ready.why(), settings.count(), ready.memory());
        });
        return worker;
    }

    /// Ends the workers, also those that render.
    @Override
    public void close() {
        closed = true;
        places.forEach(WorkerPlace::close);
    }
}
