package tintype.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Takes minutes: `./tintype test -Dtintype.long`, or at length `bench/faults/scale-out.sh`.
@EnabledIfSystemProperty(named = "tintype.long", matches = ".*", disabledReason = "takes minutes; -Dtintype.long runs it")
class ScaleOutIT {

    private static final int GROUPS = 128;
    private static final long SEED = 4;

    @TempDir
    Path directory;

    @Test
    void usersSeeNothingOfNodesThatJoinAndLeaveAndDie() throws Exception {
        ScaleOut.Outcome outcome = ScaleOut.run(directory, GROUPS, Duration.ofSeconds(5), SEED);

        assertThat(outcome.uploads()).isGreaterThan(20);
        assertThat(outcome.steps())
                .allSatisfy(step -> assertThat(step.users().failedReads()).as(step.what()).isEmpty());
        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.unequal()).isEmpty();
    }
}
