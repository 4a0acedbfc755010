package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tintype.contract.Placeholder;

class PreviewTest {

    private static final int COMPONENTS_4_BY_3 = 3 + 2 * 9;
    private static final int SIDE = 16;

    @Test
    void theColourIsTheOneThatMostOfThePictureHas() {
        int[] rgb = plain(0x2040c0);
        Arrays.fill(rgb, 0, rgb.length / 3, 0xf0f0f0);

        assertThat(new Preview(SIDE, SIDE, rgb).placeholder().colour()).isEqualTo("#2040c0");
    }

    /// Of 3 x 4 components, the first one is the mean of all pixels, in light rather than in numbers.
    @Test
    void theBlurHashHasTheMeanOfThePicture() {
        int[] rgb = plain(0x000000);
        Arrays.fill(rgb, 0, rgb.length / 2, 0xff8000);

        Placeholder placeholder = new Preview(SIDE, SIDE, rgb).placeholder();

        assertThat(BlurHashes.number(placeholder.blurHash(), 0, 1)).isEqualTo(COMPONENTS_4_BY_3);
        int mean = BlurHashes.number(placeholder.blurHash(), 2, 6);
        // Half the light of 0xff is 0xbc in sRGB, half of that of 0x80 is 0x5c.
        assertThat(mean >> 16).isBetween(0xb9, 0xbf);
        assertThat(mean >> 8 & 0xff).isBetween(0x59, 0x5f);
        assertThat(mean & 0xff).isZero();
    }

    private static int[] plain(int colour) {
        int[] rgb = new int[SIDE * SIDE];
        Arrays.fill(rgb, colour);
        return rgb;
    }
}
