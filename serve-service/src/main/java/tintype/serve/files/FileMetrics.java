package tintype.serve.files;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Counts answers on the public path. Cheaper than a timer for each request, and says more about a node.
@ApplicationScoped
class FileMetrics {

    private static final int STATUSES = 600;

    private final MeterRegistry metrics;
    private final Counter bytes;
    private final AtomicReferenceArray<Counter> byStatus = new AtomicReferenceArray<>(STATUSES);

    FileMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.bytes = metrics.counter("tintype.node.sent.bytes");
    }

    void answered(int status) {
        Counter counter = byStatus.get(status);
        if (counter == null) {
            counter = metrics.counter("tintype.node.requests", "status", Integer.toString(status));
            byStatus.set(status, counter);
        }
        counter.increment();
    }

    void sent(long count) {
        bytes.increment(count);
    }
}
