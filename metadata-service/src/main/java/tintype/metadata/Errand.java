package tintype.metadata;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// What is to be done soon after each call, on a thread of its own: never twice at a time, and once for all calls that
/// came before it began.
public final class Errand implements AutoCloseable {

    private final Runnable act;
    private final ExecutorService worker;
    private final AtomicBoolean wanted = new AtomicBoolean();

    public Errand(String name, Runnable act) {
        this.act = act;
        this.worker = Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name).factory());
    }

    /// Does not wait for it.
    ///
    /// @throws RejectedExecutionException after [#close()]
    public void call() {
        if (wanted.compareAndSet(false, true)) {
            worker.execute(this::run);
        }
    }

    private void run() {
        // Before the act looks at anything: a call that comes while it looks has it look again.
        wanted.set(false);
        act.run();
    }

    /// Interrupts it.
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
