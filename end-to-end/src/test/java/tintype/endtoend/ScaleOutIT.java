package tintype.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A part of the story, which takes minutes: `./tintype test -Dtintype.long`; all of it: `bench/faults/scale-out.sh`.
@EnabledIfSystemProperty(named = "tintype.long", matches = ".*", disabledReason = "takes minutes; -Dtintype.long runs it")
class ScaleOutIT {

    private static final int GROUPS = 128;
    private static final long SEED = 4;

    @TempDir
    Path directory;

    @Test
    void usersSeeNothingOfNodesThatJoinAndDie() throws Exception {
        ScaleOut.Outcome outcome = ScaleOut.run(directory, GROUPS, ScaleOut.Length.SHORT, Duration.ofSeconds(2), SEED);

        assertThat(outcome.uploads()).isGreaterThan(20);
        assertThat(outcome.steps())
                .allSatisfy(step -> assertThat(step.users().failedReads()).as(step.what()).isEmpty());
        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.unequal()).isEmpty();
    }
}
