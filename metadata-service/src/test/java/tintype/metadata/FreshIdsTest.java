package tintype.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tintype.contract.ImageId;

class FreshIdsTest {

    private final AtomicBoolean known = new AtomicBoolean();

    @Test
    void answersAllWhoWaitForTheSameImageThoughOneHasGivenUp() throws Exception {
        FreshIds ids = ids(Duration.ofMillis(800), 8);
        ImageId id = ImageId.next();
        CompletableFuture<Boolean> first = waiting(ids, id);
        Thread.sleep(500);
        CompletableFuture<Boolean> second = waiting(ids, id);

        assertThat(first.get(5, TimeUnit.SECONDS)).isFalse();
        known.set(true);
        ids.arrived(id);
        assertThat(second.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void findsAnImageWhoseEventCameToAnotherInstance() throws Exception {
        CompletableFuture<Boolean> answer = waiting(ids(Duration.ofSeconds(5), 8), ImageId.next());
        known.set(true);

        assertThat(answer.get(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void letsNoMoreThanSomeWait() throws Exception {
        FreshIds ids = ids(Duration.ofSeconds(2), 1);
        CompletableFuture<Boolean> waiter = waiting(ids, ImageId.next());
        Thread.sleep(200);
        var asked = new AtomicInteger();
        ids.await(ImageId.next(), asked::incrementAndGet, _ -> false);

        assertThat(asked).hasValue(1);
        assertThat(waiter).isNotDone();
        assertThat(waiter.get(5, TimeUnit.SECONDS)).isFalse();
    }

    private CompletableFuture<Boolean> waiting(FreshIds ids, ImageId id) {
        return CompletableFuture.supplyAsync(() -> ids.await(id, known::get, found -> found));
    }

    private static FreshIds ids(Duration patience, int waiters) {
        return new FreshIds(new MetadataConfig() {
            @Override
            public Duration fresh() {
                return Duration.ofSeconds(10);
            }

            @Override
            public Duration patience() {
                return patience;
            }

            @Override
            public int waiters() {
                return waiters;
            }

            @Override
            public Duration retention() {
                return Duration.ofDays(30);
            }
        });
    }
}
