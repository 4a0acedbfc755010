package tintype.contract.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `-Dtintype.simulation.schedules=N` runs more of them; `-Dtintype.simulation.seed=N` that one alone, and tells its story.
class SimulationTest {

    private static final int SCHEDULES = Integer.getInteger("tintype.simulation.schedules", 3_000);
    private static final @Nullable Long SEED = Long.getLong("tintype.simulation.seed");
    private static final long SCHEDULES_TO_FIND_A_FAULT = 20_000;

    @Test
    void simulatesThousandsOfSchedulesWithoutALoss() {
        Map<Seen, Long> seen = new EnumMap<>(Seen.class);
        seeds().forEach(seed -> {
            try {
                new World(seed, null, null).run().forEach((what, times) -> seen.merge(what, times, Long::sum));
            } catch (Promises.Broken | RuntimeException e) {
                fail(story(seed), e);
            }
        });
        if (SEED == null) {
            assertThat(seen).containsOnlyKeys(Seen.values());
        }
        System.out.println(seen);
    }

    private static LongStream seeds() {
        return SEED == null ? LongStream.range(0, SCHEDULES) : LongStream.of(SEED);
    }

    /// The same once more: a seed is all that a schedule depends on.
    private static String story(long seed) {
        List<String> trace = new ArrayList<>();
        String end = "It does not break when it is told";
        try {
            new World(seed, null, trace::add).run();
        } catch (Promises.Broken | RuntimeException e) {
            end = e.toString();
        }
        return String.join("\n", trace) + "\n" + end + "\nReplay with -Dtintype.simulation.seed=" + seed;
    }

    @ParameterizedTest
    @EnumSource
    void findsALossWhenARuleIsNotKept(Rule rule) {
        OptionalLong found = LongStream.range(0, SCHEDULES_TO_FIND_A_FAULT)
                .filter(seed -> breaks(seed, rule))
                .findFirst();

        assertThat(found).as("%s has no effect on %d schedules", rule, SCHEDULES_TO_FIND_A_FAULT).isPresent();
        System.out.println(rule + " " + found);
    }

    private static boolean breaks(long seed, Rule rule) {
        try {
            new World(seed, rule, null).run();
            return false;
        } catch (Promises.Broken e) {
            return true;
        }
    }
}
