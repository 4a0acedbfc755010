package tintype.endtoend.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerCutsIT {

    private static final int CUTS = 4;
    private static final long SEED = 20_261;

    @TempDir
    Path directory;

    @Test
    void aNodeThatLosesItsPowerStillHasAllThatItAcknowledged() throws Exception {
        Optional<String> trouble = Disk.trouble();
        assumeTrue(trouble.isEmpty(), () -> "POWER CUTS ARE NOT TESTED HERE: " + trouble.orElseThrow());

        PowerCuts.Outcome outcome = PowerCuts.run(directory, CUTS, SEED, Map.of());

        assertThat(outcome.acknowledged().uploads()).isGreaterThan(20);
        assertThat(outcome.acknowledged().refused()).isZero();
        assertThat(outcome.broken()).isEmpty();
    }
}
