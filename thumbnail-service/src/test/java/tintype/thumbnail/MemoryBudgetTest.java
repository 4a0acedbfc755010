package tintype.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private static final long THREE_MEGABYTES = 3 << 20;

    @Test
    void letsNoMoreAtOnceThanItHasMemoryFor() throws Exception {
        var budget = new MemoryBudget(8);
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        Callable<Integer> job = () -> budget.holding(THREE_MEGABYTES, () -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Thread.sleep(20);
            return atOnce.decrementAndGet();
        });

        try (var threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> job).toList());
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void givesBackWhatAFailedJobHeld() throws Exception {
        var budget = new MemoryBudget(4);
        Callable<String> broken = () -> {
            throw new IllegalStateException("broken");
        };

        assertThatThrownBy(() -> budget.holding(THREE_MEGABYTES, broken)).hasMessage("broken");
        assertThat(budget.<String>holding(THREE_MEGABYTES, () -> "done")).isEqualTo("done");
    }

    @Test
    void knowsWhatItCanNeverHold() {
        assertThat(new MemoryBudget(4).canEverHold(THREE_MEGABYTES)).isTrue();
        assertThat(new MemoryBudget(2).canEverHold(THREE_MEGABYTES)).isFalse();
    }
}
