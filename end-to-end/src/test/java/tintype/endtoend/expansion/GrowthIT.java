package tintype.endtoend.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The story in a hurry; at its own pace, with 256 groups, and what users notice: `bench/faults/scale-out.sh`.
class GrowthIT {

    private static final int GROUPS = 128;
    private static final long SEED = 4;
    /// What takes the time here is to wait for the next look, not to copy.
    private static final Map<String, String> HASTY = Map.of(
            "TINTYPE_MOVES_RATE", "512M",
            "TINTYPE_MOVES_REPAIR_RATE", "512M",
            "TINTYPE_MOVES_INTERVAL", "PT0.5S",
            "TINTYPE_MOVES_CONCURRENT", "32",
            "TINTYPE_NODE_GROUP_WORKERS", "8",
            "TINTYPE_NODE_COMPARE_INTERVAL", "PT10S");

    @TempDir
    Path directory;

    @Test
    void usersSeeNothingOfNodesThatJoinLeaveAndDie() throws Exception {
        ScaleOut.Outcome outcome = ScaleOut.run(directory, GROUPS, HASTY, Duration.ofSeconds(2), SEED);

        assertThat(outcome.uploads()).isGreaterThan(20);
        assertThat(outcome.moves()).as("how often each group moved").doesNotContain(0, 1);
        assertThat(outcome.steps())
                .allSatisfy(step -> assertThat(step.users().failedReads()).as(step.what()).isEmpty());
        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.unequal()).isEmpty();
    }
}
