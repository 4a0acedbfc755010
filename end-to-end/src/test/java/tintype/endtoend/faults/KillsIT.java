package tintype.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.endtoend.load.Load;

class KillsIT {

    private static final int KILLS = 6;
    private static final long SEED = 20_261;

    @TempDir
    Path directory;

    @Test
    void nothingAcknowledgedIsLostOrComesBackWhenProcessesAreKilled() throws Exception {
        KillsUnderLoad.Outcome outcome = KillsUnderLoad.run(directory, KILLS, Load.Haste.CALM, SEED);

        assertThat(outcome.uploads()).as("%s", outcome.load()).hasSizeGreaterThan(20);
        assertThat(outcome.broken()).isEmpty();
    }
}
