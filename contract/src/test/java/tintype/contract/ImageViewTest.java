package tintype.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageViewTest {

    private final ImageId id = ImageId.next();

    @Test
    void namesEveryVariantOfEveryPreset() {
        assertThat(view(4000, 3000).variants())
                .extracting(ImageView.VariantView::preset)
                .containsExactly("thumb", "thumb", "small", "small", "medium", "medium", "large", "large");
    }

    @Test
    void givesUrlsBelowTheSite() {
        assertThat(view(4000, 3000).original().url()).isEqualTo("https://img.example.org/g/07f/" + id + "/original.jpg");
    }

    @Test
    void offersEachWidthOnceToABrowser() {
        String base = "https://img.example.org/g/07f/" + id;

        assertThat(view(600, 300).srcset())
                .isEqualTo(base + "/fit-160x160.jpg 160w, " + base + "/fit-320x320.jpg 320w, " + base
                        + "/fit-640x640.jpg 600w");
    }

    @Test
    void offersSmallerFilesFirstAndJpegLastToABrowserThatChooses() {
        String base = "/g/07f/" + id;

        assertThat(view(preset("small", 320, Format.JPEG, Format.AVIF, Format.PNG, Format.WEBP)).sources())
                .containsExactly(
                        new ImageView.Source(Format.AVIF, base + "/fit-320x320.avif 320w"),
                        new ImageView.Source(Format.WEBP, base + "/fit-320x320.webp 320w"),
                        new ImageView.Source(Format.JPEG, base + "/fit-320x320.jpg 320w"));
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of(List.of(Format.WEBP, Format.JPEG), "jpg"),
                Arguments.of(List.of(Format.PNG, Format.JPEG), "jpg"),
                Arguments.of(List.of(Format.PNG, Format.WEBP), "png"),
                Arguments.of(List.of(Format.WEBP, Format.AVIF), "webp"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void takesTheFormatThatMostProgramsReadForSrcsetWhateverTheOrderOfAPreset(List<Format> formats, String extension) {
        var preset = new Preset("small", Recipe.fit(320), formats);

        assertThat(view(preset).srcset()).isEqualTo("/g/07f/" + id + "/fit-320x320." + extension + " 320w");
    }

    @Test
    void doesNotMixPicturesOfAnotherShapeIntoWhatABrowserChoosesFrom() {
        ImageView view = view(
                new Preset("square", Recipe.parse("cover-160x160").orThrow(), List.of(Format.WEBP)),
                preset("small", 320, Format.JPEG));

        assertThat(view.sources()).extracting(ImageView.Source::type).containsExactly(Format.JPEG);
    }

    @Test
    void offersNothingToChooseFromWhenNoPresetKeepsTheShape() {
        ImageView view = view(new Preset("square", Recipe.parse("cover-160x160").orThrow(), List.of(Format.JPEG)));

        assertThat(view.sources()).isEmpty();
        assertThat(view.srcset()).isEmpty();
    }

    @Test
    void saysWhatIsKnownOfTheRendering() {
        var placeholder = new Placeholder("LEHV6nWB2yk8pyo0adR*.7kCMdnj", "#c8a27e");
        var progress = new ImageView.Progress(ImageView.State.RENDERED, null, placeholder, true);
        ImageView view = ImageView.of(manifest(8, 6), Presets.DEFAULT, "", progress);

        assertThat(view.state()).isEqualTo(ImageView.State.RENDERED);
        assertThat(view.placeholder()).isEqualTo(placeholder);
        assertThat(view.damaged()).isTrue();
    }

    private static Preset preset(String name, int side, Format... formats) {
        return new Preset(name, Recipe.fit(side), List.of(formats));
    }

    private ImageView view(Preset... presets) {
        return ImageView.of(
                manifest(4000, 3000), new Presets(List.of(presets), List.of()), "", ImageView.Progress.NONE_YET);
    }

    private ImageView view(int width, int height) {
        return ImageView.of(
                manifest(width, height), Presets.DEFAULT, "https://img.example.org", ImageView.Progress.NONE_YET);
    }

    private Manifest manifest(int width, int height) {
        return new Manifest(
                new Group(0x7f), id, Sha256.of(new byte[1]), 1, Format.JPEG, width, height, 1, null, Instant.EPOCH,
                Map.of());
    }
}
