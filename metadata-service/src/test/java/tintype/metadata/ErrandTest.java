package tintype.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrandTest {

    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Errand errand = new Errand("errand", () -> {
        begun.incrementAndGet();
        mayEnd.acquireUninterruptibly();
        ended.incrementAndGet();
    });

    @AfterEach
    void close() {
        errand.close();
    }

    @Test
    void isDoneOnceMoreForAllCallsThatCameMeanwhile() {
        errand.call();
        await().until(() -> begun.get() == 1);
        errand.call();
        errand.call();
        errand.call();
        assertThat(begun).hasValue(1);

        mayEnd.release(4);

        await().until(() -> ended.get() == 2);
        await().during(Duration.ofMillis(100)).until(() -> begun.get() == 2);
    }

    @Test
    void isDoneAgainAfterItFailed() {
        var tries = new AtomicInteger();
        try (var failing = new Errand("fail once", () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("the first try fails");
            }
        })) {
            failing.call();
            await().until(() -> tries.get() == 1);

            failing.call();

            await().until(() -> tries.get() == 2);
        }
    }
}
