package tintype.serve.upkeep;

import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Work in the background that is done again and again, one time after the other. A time that fails is logged, and the
/// next one comes.
public final class Recurring implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Recurring.class);

    public interface Task {
        void run() throws IOException, InterruptedException;
    }

    private final String name;
    private final Duration interval;
    private final Task task;
    private final Thread thread;

    /// @param interval from one start to the next, unless the task takes longer
    private Recurring(String name, Duration interval, Task task) {
        this.name = name;
        this.interval = interval;
        this.task = task;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public static Recurring start(String name, Duration interval, Task task) {
        var recurring = new Recurring(name, interval, task);
        recurring.thread.start();
        return recurring;
    }

    private void run() {
        try {
            while (true) {
                long start = System.nanoTime();
                once();
                Thread.sleep(Duration.ofNanos(Math.max(0, interval.toNanos() - (System.nanoTime() - start))));
            }
        } catch (InterruptedException e) {
            LOG.debugf("The process ends, and %s with it", name);
        }
    }

    private void once() throws InterruptedException {
        try {
            task.run();
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "%s failed; it is tried again in %s", name, interval);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
