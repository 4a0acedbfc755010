package tintype.endtoend.load;

import java.time.Duration;
import java.util.List;

/// What is on its way may take its time; what is lost stays lost.
public final class Settling {

    public interface Look {
        /// What is not as it has to be, a line each.
        List<String> now() throws Exception;
    }

    private static final Duration AT_MOST = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private Settling() {}

    /// What is still wrong when nothing has mended it in time.
    public static List<String> left(Look look) throws Exception {
        List<String> seen = look.now();
        for (long end = System.nanoTime() + AT_MOST.toNanos(); !seen.isEmpty() && System.nanoTime() < end; ) {
            Thread.sleep(BETWEEN_LOOKS);
            seen = look.now();
        }
        return seen;
    }
}
