package tintype.contract;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

    @Provide
    Arbitrary<Recipe> recipes() {
        return Names.recipes();
    }

    @Provide
    Arbitrary<Pixels> originals() {
        return Names.pixels(40_000);
    }

    @Property
    void neverEnlarges(@ForAll("recipes") Recipe recipe, @ForAll("originals") Pixels original) {
        Pixels size = recipe.sizeOf(original);

        assertThat(size.width()).isLessThanOrEqualTo(original.width());
        assertThat(size.height()).isLessThanOrEqualTo(original.height());
    }

    @Property
    void staysInItsBox(@ForAll("recipes") Recipe recipe, @ForAll("originals") Pixels original) {
        Pixels size = recipe.sizeOf(original);

        assertThat(size.width()).isLessThanOrEqualTo(recipe.box().width());
        assertThat(size.height()).isLessThanOrEqualTo(recipe.box().height());
    }

    @ParameterizedTest
    @CsvSource({
        "fit-320x320, 4000x3000, 320x240",
        "fit-320x320, 3000x4000, 240x320",
        "fit-320x320, 200x100, 200x100",
        "fit-320x320, 1x5000, 1x320",
        "fit-320x320, 5000x1, 320x1",
        "fit-640x480, 1000x1000, 480x480",
        "cover-160x160, 4000x3000, 160x160",
        "cover-160x160, 100x4000, 100x100",
        "cover-160x80, 1000x1000, 160x80",
    })
    void knowsTheSizeOfAVariantBeforeItIsRendered(String recipe, String original, String variant) {
        assertThat(Recipe.parse(recipe).orThrow().sizeOf(size(original))).isEqualTo(size(variant));
    }

    private static Pixels size(String text) {
        String[] sides = text.split("x");
        return new Pixels(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }
}
