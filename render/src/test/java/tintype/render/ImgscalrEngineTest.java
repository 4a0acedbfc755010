package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tintype.cluster.Pictures;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Presets;
import tintype.contract.Recipe;
import tintype.render.imgscalr.ImgscalrEngine;

class ImgscalrEngineTest extends RenderEngineContract {

    @Override
    RenderEngine engine() {
        return new ImgscalrEngine(Limits.DEFAULT);
    }

    @Test
    void coversWithTheMiddleOfThePicture() {
        var wide = new BufferedImage(900, 300, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 900).forEach(x -> IntStream.range(0, 300).forEach(
                y -> wide.setRGB(x, y, (x >= 300 && x < 600 ? Color.BLUE : Color.RED).getRGB())));
        BufferedImage made = render(Drawn.file("png", wide), Format.PNG, "cover-100x100");

        assertColour(made, 5, 50, Color.BLUE);
        assertColour(made, 94, 50, Color.BLUE);
    }

    /// The catalogue and the URLs tell the size of the screen (upload-service).
    @Test
    void showsTheFirstFrameOfAGifOnItsScreen() {
        byte[] gif = Drawn.gifOnScreen(400, 300, 200, 150, Drawn.plain(Color.BLUE, 200, 150));
        BufferedImage made = render(gif, Format.GIF, "fit-320x320");

        assertThat(made.getWidth()).isEqualTo(320);
        assertThat(made.getHeight()).isEqualTo(240);
        assertColour(made, 80, 60, Color.WHITE);
        assertColour(made, 240, 180, Color.BLUE);
    }

    @Test
    void leavesOutTheFormatsThatItCannotWrite() {
        var jpegAndWebp = Presets.DEFAULT.variants();
        var webp = List.of(new Variant(Recipe.fit(160), Format.WEBP));
        Path photo = write(Pictures.jpeg(300, 200));

        assertThat(engine().render(photo, Format.JPEG, jpegAndWebp)).isInstanceOfSatisfying(
                Rendering.Done.class, done -> assertThat(done.variants())
                        .hasSize(4)
                        .allMatch(made -> made.variant().format() == Format.JPEG));
        assertThat(engine().render(photo, Format.JPEG, webp)).isInstanceOfSatisfying(
                Rendering.Unrenderable.class, why -> assertThat(why.reason()).isEqualTo("unsupported"));
    }
}
