package tintype.thumbnail;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tintype.contract.ImageFile;
import tintype.contract.Manifest;
import tintype.render.RenderEngine;
import tintype.render.Rendering;

/// The way to the workers. Those who wait for a variant come before the events; among equals, a picture's place is the
/// time of its arrival and of the work that its header foretells, so that a huge one does not hold up a hundred small
/// ones, and is not overtaken for ever. Huge ones leave a worker free for the others.
///
/// The queue is bounded by those who fill it: so many requests at once, so many events.
@Startup
@ApplicationScoped
class RenderQueue {

    enum Urgency {
        SOMEONE_WAITS,
        AN_EVENT
    }

    private static final long NANOS_PER_PIXEL = Duration.ofMillis(50).toNanos() / 1_000_000;
    private static final long HUGE = 30_000_000;

    /// @param place nanoseconds on the clock of [System#nanoTime]
    private record Ticket(Urgency urgency, long place, boolean huge, Condition turn) {
        private static final Comparator<Ticket> FIRST =
                Comparator.comparing(Ticket::urgency).thenComparing((one, other) -> Long.signum(one.place - other.place));
    }

    private final RenderEngine engine;
    private final int places;
    private final ReentrantLock lock = new ReentrantLock();
    /// Of a hundred at most, so that looking through them costs nothing.
    private final List<Ticket> waiting = new ArrayList<>();
    private final Timer queued;
    private final Timer rendered;
    private int running;
    private int hugeRunning;

    RenderQueue(RenderEngine engine, ThumbnailConfig config, MeterRegistry metrics) {
        this.engine = engine;
        this.places = config.workers();
        this.queued = metrics.timer("tintype.render.queued");
        this.rendered = metrics.timer("tintype.render.rendered");
        metrics.gauge("tintype.render.queue.length", this, RenderQueue::length);
    }

    int length() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for its turn, and until it is done.
    Rendering render(Urgency urgency, Path original, Manifest manifest, Collection<ImageFile.Variant> variants)
            throws InterruptedException {
        Timer.Sample wait = Timer.start();
        Ticket ticket = enter(urgency, manifest.pixels().count() * manifest.frames());
        try {
            wait.stop(queued);
            return rendered.record(() -> engine.render(original, manifest.type(), variants));
        } finally {
            leave(ticket);
        }
    }

    private Ticket enter(Urgency urgency, long pixels) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var ticket = new Ticket(
                    urgency, System.nanoTime() + pixels * NANOS_PER_PIXEL, pixels > HUGE, lock.newCondition());
            waiting.add(ticket);
            try {
                while (next().filter(ticket::equals).isEmpty()) {
                    ticket.turn().await();
                }
            } catch (InterruptedException e) {
                waiting.remove(ticket);
                wakeNext();
                throw e;
            }
            waiting.remove(ticket);
            running++;
            hugeRunning += ticket.huge() ? 1 : 0;
            wakeNext();
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Ticket ticket) {
        lock.lock();
        try {
            running--;
            hugeRunning -= ticket.huge() ? 1 : 0;
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    private void wakeNext() {
        next().ifPresent(ticket -> ticket.turn().signal());
    }

    /// Whose turn it is now, if there is a place.
    private Optional<Ticket> next() {
        if (running >= places) {
            return Optional.empty();
        }
        boolean roomForHuge = places == 1 || hugeRunning < places - 1;
        return waiting.stream().filter(ticket -> roomForHuge || !ticket.huge()).min(Ticket.FIRST);
    }
}
