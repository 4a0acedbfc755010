package tintype.endtoend.load;

import java.util.Arrays;

/// How long answers took, in milliseconds.
final class Latencies {

    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    synchronized int count() {
        return count;
    }

    /// 0 when there are none.
    synchronized double percentile(double part) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[(int) Math.min(count - 1L, Math.round(part * count))] / 1e6;
    }

    /// Starts over.
    synchronized Latencies taken() {
        var before = new Latencies();
        before.nanos = nanos;
        before.count = count;
        nanos = new long[1024];
        count = 0;
        return before;
    }
}
