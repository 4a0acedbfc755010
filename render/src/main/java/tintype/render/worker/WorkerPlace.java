package tintype.render.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A place for one worker; empty until one is needed, and after one was lost. Serves one caller at a time.
final class WorkerPlace implements AutoCloseable {

    /// Why a worker was replaced.
    enum Cause {
        CRASH,
        DEADLINE,
        /// It held too much of it, or was given no more.
        MEMORY,
        WORN,
        /// Its caller was interrupted.
        ABANDONED
    }

    private static final Logger LOG = Logger.getLogger(WorkerPlace.class);

    private final RenderWorkers.Settings settings;
    private final Backoff backoff;
    private final MeterRegistry metrics;
    private volatile @Nullable WorkerProcess worker;
    private volatile long held;
    private volatile boolean closed;

    /// @param backoff of all places: what keeps one worker from starting, keeps the others
    WorkerPlace(RenderWorkers.Settings settings, Backoff backoff, MeterRegistry metrics) {
        this.settings = settings;
        this.backoff = backoff;
        this.metrics = metrics;
    }

    /// One that runs, if need be a fresh one; none while none can be started.
    Optional<WorkerProcess> worker() {
        WorkerProcess current = worker;
        if (current != null && current.isAlive()) {
            return Optional.of(current);
        }
        if (current != null) {
            replace(Cause.CRASH);
        }
        return closed || !backoff.isOver() ? Optional.empty() : fresh();
    }

    private Optional<WorkerProcess> fresh() {
        try {
            WorkerProcess fresh = WorkerProcess.start(settings);
            backoff.succeeded();
            worker = fresh;
            if (closed) {
                // By another thread, that may have looked before the worker was there.
                fresh.close();
            }
            return Optional.of(fresh);
        } catch (IOException e) {
            backoff.failed();
            LOG.errorf("Cannot start a render worker: %s", e);
            return Optional.empty();
        }
    }

    /// Memory that was given back too late, or never, goes with its process.
    void look(long heldNow) {
        held = heldNow;
        WorkerProcess current = worker;
        if (heldNow > settings.worn()) {
            replace(Cause.MEMORY);
        } else if (current != null && current.orders() >= settings.orders()) {
            replace(Cause.WORN);
        }
    }

    void replace(Cause cause) {
        WorkerProcess current = worker;
        if (current != null) {
            current.close();
        }
        worker = null;
        held = 0;
        if (!closed) {
            String name = cause.name().toLowerCase(Locale.ROOT);
            metrics.counter("tintype.render.worker.replaced", "cause", name).increment();
        }
    }

    boolean isAlive() {
        WorkerProcess current = worker;
        return current != null && current.isAlive();
    }

    /// Bytes, as its worker told when it was last done.
    long held() {
        return held;
    }

    boolean isClosed() {
        return closed;
    }

    /// Also while it is in use.
    @Override
    public void close() {
        closed = true;
        WorkerProcess current = worker;
        if (current != null) {
            current.close();
        }
    }
}
