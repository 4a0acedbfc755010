package tintype.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarkTest {

    private final Watermark watermark = new Watermark(95);

    @Test
    void isReachedWhenSoMuchIsInUse() {
        assertThat(watermark.isAbove(51, 1_000)).isFalse();
        assertThat(watermark.isAbove(50, 1_000)).isTrue();
    }

    @Test
    void isLeftNotBeforeSomePercentAreFree() {
        watermark.isAbove(50, 1_000);

        assertThat(watermark.isAbove(70, 1_000)).isTrue();
        assertThat(watermark.isAbove(81, 1_000)).isFalse();
        assertThat(watermark.isAbove(70, 1_000)).isFalse();
    }

    @Test
    void isReachedOnADiskWithoutSize() {
        assertThat(watermark.isAbove(0, 0)).isTrue();
    }
}
