package tintype.render.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Backoff backoff = new Backoff(clock::get);

    @Test
    void isOverBeforeAnythingFailed() {
        assertThat(backoff.isOver()).isTrue();
        assertThat(backoff.hasFailed()).isFalse();
    }

    @ParameterizedTest(name = "{0} failures: {1} s")
    @CsvSource({"1, 1", "2, 2", "3, 4", "7, 64", "8, 64", "1000, 64"})
    void isTwiceAsLongAfterEachFailureUpToAMinute(int failures, int seconds) {
        IntStream.range(0, failures).forEach(_ -> backoff.failed());

        clock.addAndGet(Duration.ofSeconds(seconds).toNanos() - 1);
        assertThat(backoff.isOver()).isFalse();
        clock.incrementAndGet();
        assertThat(backoff.isOver()).isTrue();
    }

    @Test
    void beginsAnewAfterASuccess() {
        IntStream.range(0, 5).forEach(_ -> backoff.failed());
        backoff.succeeded();
        assertThat(backoff.hasFailed()).isFalse();

        backoff.failed();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(backoff.isOver()).isTrue();
    }
}
