package tintype.cluster.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static Duration timeOf(Pace pace, int pieces, long bytes) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < pieces; i++) {
            pace.take(bytes);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void holdsWorkToItsRate() throws Exception {
        assertThat(timeOf(Pace.of(100_000), 10, 5_000)).isGreaterThan(Duration.ofMillis(390));
    }

    @Test
    void isOneForAllWhoShareIt() throws Exception {
        Pace pace = Pace.of(100_000);
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                threads.submit(() -> {
                    pace.take(5_000);
                    return null;
                });
            }
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
    }

    @Test
    void letsAllThroughWithoutARate() throws Exception {
        assertThat(timeOf(Pace.unlimited(), 1_000, 1L << 30)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void endsWhenItsThreadIsToEnd() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Pace.unlimited().take(1)).isInstanceOf(InterruptedException.class);
    }
}
