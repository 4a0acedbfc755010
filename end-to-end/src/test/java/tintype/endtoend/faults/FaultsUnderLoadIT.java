package tintype.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.endtoend.load.Load;

/// Some faults of each kind that is over soon; all of them: `bench/faults/faults.sh`.
class FaultsUnderLoadIT {

    private static final long SEED = 20_262;
    /// Nobody is taken for dead: to copy all groups anew would take longer than all the rest.
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(4);

    @TempDir
    Path directory;

    @Test
    void usersAreToldTheTruthWhateverGoesWrong() throws Exception {
        List<Fault> faults = List.of(
                new Fault.KilledAt(WritePoint.FORCED),
                new Fault.CutOff(Wire.Way.ANSWERS, SHORT),
                new Fault.Down("postgres", SHORT));

        FaultsUnderLoad.Outcome outcome = FaultsUnderLoad.run(
                directory, PATIENCE, faults, Load.Haste.CALM, SEED, Duration.ofMinutes(5));

        assertThat(outcome.images()).isGreaterThan(5);
        assertThat(outcome.rounds()).hasSameSizeAs(faults)
                .allSatisfy(round -> assertThat(round.failures()).as("%s", round).isEmpty());
    }
}
