package tintype.contract.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a schedule ended.
sealed interface Outcome {

    record Kept(Map<Seen, Long> seen) implements Outcome {}

    /// @param why a promise that does not hold, or an exception that brought a process down
    record Broke(long seed, Throwable why) implements Outcome {

        /// The same once more: a seed is all that a schedule depends on.
        String story() {
            List<String> trace = new ArrayList<>();
            String end = "It does not break when it is told";
            try {
                new World(seed, null, trace::add).run();
            } catch (Promises.Broken | RuntimeException e) {
                end = e.toString();
            }
            return String.join("\n", trace) + "\n" + end + "\nReplay with -Dtintype.simulation.seed=" + seed;
        }
    }

    /// @param broken a rule that nobody keeps
    static Outcome of(long seed, @Nullable Rule broken) {
        try {
            return new Kept(new World(seed, broken, null).run());
        } catch (Promises.Broken | RuntimeException e) {
            return new Broke(seed, e);
        }
    }
}
