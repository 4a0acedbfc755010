package tintype.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetsTest {

    private static final ImageFile.Variant SMALL = new ImageFile.Variant(Recipe.fit(320), Format.JPEG);
    private static final ImageFile.Variant TINY = new ImageFile.Variant(Recipe.fit(64), Format.JPEG);

    private static final ImageFile.Variant SMALL_WEBP = new ImageFile.Variant(Recipe.fit(320), Format.WEBP);

    private final Presets changed = Presets.DEFAULT.changedTo(List.of(new Preset("tiny", Recipe.fit(64), List.of(Format.JPEG))));

    @Test
    void offersWhatAPresetAsksFor() {
        assertThat(Presets.DEFAULT.offers(SMALL)).isTrue();
    }

    @Test
    void offersEverySizeAsJpegAndAsWebpByDefault() {
        assertThat(Presets.DEFAULT.variants()).hasToString("[fit-160x160.jpg, fit-160x160.webp, fit-320x320.jpg, "
                + "fit-320x320.webp, fit-640x640.jpg, fit-640x640.webp, fit-1280x1280.jpg, fit-1280x1280.webp]");
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "PNG", "WEBP", "AVIF"})
    void offersVariantsInTheFormatsOfTheWeb(Format format) {
        assertThat(new Preset("small", Recipe.fit(320), List.of(format)).variants())
                .containsExactly(new ImageFile.Variant(Recipe.fit(320), format));
    }

    @ParameterizedTest
    @EnumSource(names = {"GIF", "TIFF"})
    void refusesToOfferVariantsInAFormatThatIsForOriginalsOnly(Format format) {
        assertThatThrownBy(() -> new Preset("small", Recipe.fit(320), List.of(Format.JPEG, format)))
                .hasMessageContaining("small")
                .hasMessageContaining(format.name());
    }

    @Test
    void refusesPresetsInJsonInAFormatThatIsForOriginalsOnly() {
        byte[] json = """
                {"current":[{"name":"small","recipe":"fit-320x320","formats":["image/gif"]}],"former":[]}"""
                .getBytes(StandardCharsets.UTF_8);

        assertThat(Json.parse(json, Presets.class)).isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void doesNotOfferWhatNoPresetEverAskedFor() {
        assertThat(Presets.DEFAULT.offers(TINY)).isFalse();
    }

    @Test
    void keepsOfferingWhatAPresetOnceAskedFor() {
        assertThat(changed.offers(SMALL)).isTrue();
        assertThat(changed.offers(SMALL_WEBP)).isTrue();
        assertThat(changed.variants()).containsExactly(TINY);
    }

    @Test
    void remembersFormerVariantsInJsonToo() {
        assertThat(Json.parse(Json.print(changed), Presets.class).orThrow()).isEqualTo(changed);
    }

    @Test
    void doesNotTakeAnOriginalForAFormerVariant() {
        byte[] json = "{\"current\":[],\"former\":[\"original.jpg\"]}".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.parse(json, Presets.class)).isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void forgetsThatARecipeIsFormerWhenItComesBack() {
        Presets back = changed.changedTo(Presets.DEFAULT.current());

        assertThat(back.former()).containsExactly(TINY);
    }

    @Test
    void refusesTwoPresetsOfOneName() {
        var small = new Preset("small", Recipe.fit(320), List.of(Format.JPEG));

        assertThatThrownBy(() -> new Presets(List.of(small, small), List.of())).hasMessageContaining("small");
    }
}
