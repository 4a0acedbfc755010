package tintype.render.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Keeps what failed from being tried all the time: after each failure in a row, the pause is twice as long.
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 6;

    private final LongSupplier clock;
    private int failures;
    private long until;

    /// @param clock in nanoseconds
    Backoff(LongSupplier clock) {
        this.clock = clock;
    }

    synchronized boolean isOver() {
        return failures == 0 || clock.getAsLong() - until >= 0;
    }

    /// Since it last succeeded, if it ever did.
    synchronized boolean hasFailed() {
        return failures > 0;
    }

    synchronized void failed() {
        until = clock.getAsLong() + (FIRST.toNanos() << Math.min(failures, DOUBLINGS));
        failures++;
    }

    synchronized void succeeded() {
        failures = 0;
    }
}
