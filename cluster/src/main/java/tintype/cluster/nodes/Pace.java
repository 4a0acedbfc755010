package tintype.cluster.nodes;

import java.time.Duration;

/// Holds work in the background to a number of bytes per second, so that it leaves the disk and the network to others.
public final class Pace {

    /// What the beginning of a file costs, in the time that so many bytes take: small files are slow, too.
    public static final int FILE = 1 << 19;

    /// What may go at once after a rest.
    private static final long BURST = Duration.ofMillis(100).toNanos();
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final long bytesPerSecond;
    private long next = System.nanoTime();

    private Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /// @param bytesPerSecond 0 for as fast as it goes
    public static Pace of(long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("No work goes at " + bytesPerSecond + " bytes per second");
        }
        return new Pace(bytesPerSecond);
    }

    public static Pace unlimited() {
        return new Pace(0);
    }

    /// Waits until these bytes are due. Several threads share the pace.
    public void take(long bytes) throws InterruptedException {
        long wait = bytesPerSecond == 0 ? 0 : reserve(bytes, System.nanoTime());
        if (wait > 0) {
            Thread.sleep(Duration.ofNanos(wait));
        } else if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private synchronized long reserve(long bytes, long now) {
        if (next - now < -BURST) {
            next = now - BURST;
        }
        next += (long) (bytes * SECOND / bytesPerSecond);
        return next - now;
    }
}
