package tintype.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
