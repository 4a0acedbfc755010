package tintype.render.vips;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Pixels;
import tintype.contract.Recipe;

class AnimationTest {

    @ParameterizedTest
    @CsvSource({
        "WEBP, 2, 1280, true",
        "WEBP, 1, 1280, false",
        "JPEG, 2, 1280, false",
        "AVIF, 2, 1280, false",
        "WEBP, 200, 160, true",
        "WEBP, 201, 160, false",
        "WEBP, 18, 1280, true",
        "WEBP, 19, 1280, false",
        "WEBP, 19, 640, true",
    })
    void movesWhereTheFormatCanAndItsFramesAreNeitherTooManyNorTooLarge(
            Format format, int frames, int side, boolean moves) {
        var header = new Header(new Pixels(2000, 2000), frames, 1, 0);
        var target = Target.of(new Variant(Recipe.fit(side), format), header.upright());

        assertThat(Animation.moves(header, target)).isEqualTo(moves);
    }
}
