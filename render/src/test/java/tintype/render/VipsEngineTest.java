package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tintype.contract.Format;
import tintype.render.vips.VipsEngine;

class VipsEngineTest extends RenderEngineContract {

    private static final RenderEngine ENGINE =
            VipsEngine.with(Path.of("target/classes/native/linux-x64/libvips.so").toAbsolutePath(), Limits.DEFAULT);

    @Override
    RenderEngine engine() {
        return ENGINE;
    }

    @Test
    void coversWithThePartThatPeopleLookAtFirst() {
        BufferedImage wide = Drawn.plain(new Color(90, 90, 90), 900, 300);
        Graphics2D pen = wide.createGraphics();
        pen.setColor(new Color(230, 60, 40));
        pen.fillOval(700, 90, 120, 120);
        pen.dispose();

        BufferedImage made = render(Drawn.file("png", wide), Format.PNG, "cover-100x100");

        assertThat(made.getWidth()).isEqualTo(100);
        assertThat(reddest(made)).isGreaterThan(200);
    }

    private static int reddest(BufferedImage picture) {
        int reddest = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            reddest = Math.max(reddest, new Color(picture.getRGB(x, picture.getHeight() / 2)).getRed());
        }
        return reddest;
    }
}
