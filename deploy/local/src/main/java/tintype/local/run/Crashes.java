package tintype.local.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/// Decides what to do about a part that has died: start it again a little later each time, or give up.
final class Crashes {

    static final int TOO_MANY = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    sealed interface Verdict {
        record StartAgain(Duration pause) implements Verdict {}

        record GiveUp() implements Verdict {}
    }

    private final ArrayDeque<Instant> recent = new ArrayDeque<>();

    Verdict another(Instant now) {
        recent.removeIf(crash -> crash.isBefore(now.minus(WINDOW)));
        recent.add(now);
        return recent.size() >= TOO_MANY
                ? new Verdict.GiveUp()
                : new Verdict.StartAgain(Duration.ofSeconds(1L << (recent.size() - 1)));
    }
}
