package tintype.local.plan;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Ports in a row that are free now, other ones each time.
public final class TestPorts {

    private static final int COUNT = 20;
    private static final AtomicInteger NEXT = new AtomicInteger(41_000);

    private TestPorts() {}

    public static int base() {
        while (true) {
            int base = NEXT.getAndAdd(COUNT);
            if (IntStream.range(base, base + COUNT)
                    .allMatch(port -> Ports.isFree(InetAddress.getLoopbackAddress(), port))) {
                return base;
            }
        }
    }
}
