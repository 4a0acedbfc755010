package tintype.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageViewTest {

    private final ImageId id = ImageId.next();

    @Test
    void namesEveryVariantOfEveryPreset() {
        assertThat(view(4000, 3000).variants())
                .extracting(ImageView.VariantView::preset)
                .containsExactly("thumb", "small", "medium", "large");
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

    private ImageView view(int width, int height) {
        var manifest = new Manifest(
                new Group(0x7f), id, Sha256.of(new byte[1]), 1, Format.JPEG, width, height, 1, null, Instant.EPOCH,
                Map.of());
        return ImageView.of(manifest, Presets.DEFAULT, "https://img.example.org", ImageView.State.STORED, null);
    }
}
