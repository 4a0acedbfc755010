package tintype.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tintype.local.run.Crashes.Verdict.GiveUp;
import tintype.local.run.Crashes.Verdict.StartAgain;

class CrashesTest {

    private final Crashes crashes = new Crashes();
    private final Instant noon = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void waitsLongerAfterEachCrashAndGivesUpAfterFiveWithinAMinute() {
        assertThat(crashes.another(noon)).isEqualTo(new StartAgain(Duration.ofSeconds(1)));
        assertThat(crashes.another(noon.plusSeconds(5))).isEqualTo(new StartAgain(Duration.ofSeconds(2)));
        assertThat(crashes.another(noon.plusSeconds(10))).isEqualTo(new StartAgain(Duration.ofSeconds(4)));
        assertThat(crashes.another(noon.plusSeconds(20))).isEqualTo(new StartAgain(Duration.ofSeconds(8)));
        assertThat(crashes.another(noon.plusSeconds(40))).isEqualTo(new GiveUp());
    }

    @Test
    void forgetsACrashAfterAMinute() {
        crashes.another(noon);
        assertThat(crashes.another(noon.plusSeconds(61))).isEqualTo(new StartAgain(Duration.ofSeconds(1)));
    }
}
