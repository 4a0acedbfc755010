package tintype.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresetsTest {

    private static final ImageFile.Variant SMALL = new ImageFile.Variant(Recipe.fit(320), Format.JPEG);
    private static final ImageFile.Variant TINY = new ImageFile.Variant(Recipe.fit(64), Format.JPEG);

    private final Presets changed = Presets.DEFAULT.changedTo(List.of(new Preset("tiny", Recipe.fit(64), List.of(Format.JPEG))));

    @Test
    void offersWhatAPresetAsksFor() {
        assertThat(Presets.DEFAULT.offers(SMALL)).isTrue();
    }

    @Test
    void doesNotOfferWhatNoPresetEverAskedFor() {
        assertThat(Presets.DEFAULT.offers(TINY)).isFalse();
    }

    @Test
    void keepsOfferingWhatAPresetOnceAskedFor() {
        assertThat(changed.offers(SMALL)).isTrue();
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
