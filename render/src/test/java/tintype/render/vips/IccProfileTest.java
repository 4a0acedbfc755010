package tintype.render.vips;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IccProfileTest {

    private static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    @Test
    void knowsSrgbByItsDescription() {
        assertThat(new IccProfile(SRGB).isSrgb()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_GRAY, ColorSpace.CS_CIEXYZ})
    void takesNoOtherForIt(int space) {
        assertThat(new IccProfile(ICC_Profile.getInstance(space).getData()).isSrgb()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 131, 132, 140, 143, 200})
    void bearsAProfileThatWasCutOff(int length) {
        assertThat(new IccProfile(Arrays.copyOf(SRGB, length)).isSrgb()).isFalse();
    }
}
