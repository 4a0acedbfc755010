package tintype.metadata;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// What is to be done soon after each call, on a thread of its own: never twice at a time, and once for all calls that
/// came before it began. One that fails is logged, and done again at the next call.
public final class Errand implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Errand.class);

    private final String name;
    private final Runnable act;
    private final ExecutorService worker;
    private final AtomicBoolean wanted = new AtomicBoolean();

    public Errand(String name, Runnable act) {
        this.name = name;
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
        try {
            act.run();
        } catch (RuntimeException e) {
            LOG.warnf("Cannot do this now, trying again: %s (%s)", name, e);
        }
    }

    /// Interrupts it.
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
