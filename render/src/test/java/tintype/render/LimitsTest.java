package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.contract.Pixels;

class LimitsTest {

    private static final Limits LIMITS = new Limits(1_000_000, 4_000, 64 << 20);

    @ParameterizedTest
    @CsvSource({
        "4001, 1, 1, 0, a side may have 4000 pixels",
        "1001, 1000, 1, 0, it may have 1000000",
        "500, 500, 5, 0, counted over all frames",
        "1000, 1000, 1, 67108865, a render job may take 64",
    })
    void refusesWhatClaimsTooMuchAndSaysHowMuchItMay(int width, int height, int frames, long memory, String says) {
        assertThat(LIMITS.refusal(new Pixels(width, height), frames, memory)).hasValueSatisfying(why -> {
            assertThat(why.reason()).isEqualTo("too-big");
            assertThat(why.detail()).contains(says).endsWith(".");
        });
    }

    @Test
    void takesWhatIsJustWithinThem() {
        assertThat(LIMITS.refusal(new Pixels(4_000, 250), 1, 64 << 20)).isEmpty();
    }
}
