package tintype.thumbnail;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tintype.contract.ImageFile;
import tintype.contract.Manifest;
import tintype.render.RenderEngine;
import tintype.render.Rendering;

/// The CPU: a few threads, of which those who wait for a variant get the next one before the events do.
///
/// Its queue is bounded by those who fill it: so many requests at once, so many events.
@ApplicationScoped
class RenderPool {

    enum Urgency {
        SOMEONE_WAITS,
        AN_EVENT
    }

    private final RenderEngine engine;
    private final Duration deadline;
    private final ThreadPoolExecutor threads;
    private final AtomicLong arrivals = new AtomicLong();
    private final Timer queued;
    private final Timer rendered;
    private final MemoryBudget memory = MemoryBudget.ofThisProcess();

    RenderPool(RenderEngine engine, ThumbnailConfig config, MeterRegistry metrics) {
        this.engine = engine;
        this.deadline = config.deadline();
        this.threads = new ThreadPoolExecutor(
                config.threads(), config.threads(), 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(),
                Thread.ofPlatform().name("render-", 1).daemon().factory());
        this.queued = metrics.timer("tintype.render.queued");
        this.rendered = metrics.timer("tintype.render.rendered");
        metrics.gauge("tintype.render.queue.length", this, RenderPool::queueLength);
    }

    int queueLength() {
        return threads.getQueue().size();
    }

    /// Waits for its turn, and until it is done or out of time. The wait before it begins does not count.
    Rendering render(Urgency urgency, Path original, Manifest manifest, Collection<ImageFile.Variant> variants)
            throws InterruptedException {
        long needed = MemoryBudget.neededFor(manifest, variants);
        if (!memory.canEverHold(needed)) {
            return new Rendering.Unrenderable("too-big", "The picture needs more memory than a render job may take.");
        }
        Timer.Sample waiting = Timer.start();
        var begun = new CountDownLatch(1);
        var task = new Task(urgency, arrivals.getAndIncrement(), begun, () -> memory.holding(needed, () -> {
            waiting.stop(queued);
            begun.countDown();
            return rendered.recordCallable(() -> engine.render(original, manifest.type(), variants));
        }));
        threads.execute(task);
        try {
            begun.await();
            return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Rendering.Unrenderable("too-slow", "The picture takes longer to render than a job may take.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("Rendering " + manifest.key() + " failed", e.getCause());
        } finally {
            // Whoever leaves early takes the job along; what is done stays done.
            threads.remove(task);
            task.cancel(true);
        }
    }

    private static final class Task extends FutureTask<Rendering> implements Comparable<Task> {
        private final Urgency urgency;
        private final long arrival;
        private final CountDownLatch begun;

        Task(Urgency urgency, long arrival, CountDownLatch begun, Callable<Rendering> work) {
            super(work);
            this.urgency = urgency;
            this.arrival = arrival;
            this.begun = begun;
        }

        /// Also when it never begins.
        @Override
        protected void done() {
            begun.countDown();
        }

        @Override
        public int compareTo(Task other) {
            int byUrgency = urgency.compareTo(other.urgency);
            return byUrgency != 0 ? byUrgency : Long.compare(arrival, other.arrival);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
