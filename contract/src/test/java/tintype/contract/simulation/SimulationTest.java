package tintype.contract.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `-Dtintype.simulation.seed=N` runs that schedule alone, and tells its story if it breaks. `bench/faults/simulation.sh`
/// runs many more.
class SimulationTest {

    private static final int SCHEDULES = 1_500;
    private static final @Nullable Long SEED = Long.getLong("tintype.simulation.seed");
    private static final long SCHEDULES_TO_FIND_A_FAULT = 20_000;

    @Test
    void keepsEveryPromiseInAllSchedules() {
        Map<Seen, Long> seen = new EnumMap<>(Seen.class);
        seeds().forEach(seed -> {
            switch (Outcome.of(seed, null)) {
                case Outcome.Kept kept -> kept.seen().forEach((what, times) -> seen.merge(what, times, Long::sum));
                case Outcome.Broke broke -> fail(broke.story(), broke.why());
            }
        });

        if (SEED == null) {
            assertThat(seen).containsOnlyKeys(Seen.values());
        }
    }

    private static LongStream seeds() {
        return SEED == null ? LongStream.range(0, SCHEDULES) : LongStream.of(SEED);
    }

    @ParameterizedTest
    @EnumSource
    void breaksAPromiseWhenARuleIsNotKept(Rule rule) {
        OptionalLong found = LongStream.range(rule.foundBy, rule.foundBy + SCHEDULES_TO_FIND_A_FAULT)
                .filter(seed -> breaksAPromise(seed, rule))
                .findFirst();

        assertThat(found).as("schedule that shows what %s is for", rule).isPresent();
        if (found.getAsLong() > rule.foundBy) {
            System.out.println(rule + " is found by " + found.getAsLong());
        }
    }

    private static boolean breaksAPromise(long seed, Rule rule) {
        return Outcome.of(seed, rule) instanceof Outcome.Broke(_, Promises.Broken _);
    }
}
