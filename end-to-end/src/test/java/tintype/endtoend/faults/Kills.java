package tintype.endtoend.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import tintype.endtoend.suite.Suite;

/// Kills one process after the other, drawn at random, each some time after the one before is back.
final class Kills {

    private static final List<String> PARTS = List.of(
            "upload-service", "thumbnail-service", "metadata-service", "node-1", "node-2", "gateway", "kafka", "postgres");
    private static final Duration BACK = Duration.ofSeconds(90);
    private static final int SPARED = 3;
    private static final int MOST_MILLIS_BETWEEN = 3_000;

    private final Suite suite;
    private final SplittableRandom random;
    /// The launcher gives up on a part that dies too often.
    private final ArrayDeque<String> latest = new ArrayDeque<>();

    Kills(Suite suite, long seed) {
        this.suite = suite;
        this.random = new SplittableRandom(seed);
    }

    /// Kills one that was not among the last, and waits until it is back.
    String next() throws InterruptedException {
        Thread.sleep(random.nextInt(MOST_MILLIS_BETWEEN));
        List<String> others = PARTS.stream().filter(part -> !latest.contains(part)).toList();
        String part = others.get(random.nextInt(others.size()));
        latest.add(part);
        if (latest.size() > SPARED) {
            latest.removeFirst();
        }
        long before = suite.timesSaid(part + " is back");
        suite.process(part).destroyForcibly();
        await(part + " is back").atMost(BACK).until(() -> suite.timesSaid(part + " is back") > before);
        return part;
    }
}
