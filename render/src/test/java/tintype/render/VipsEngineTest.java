package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Recipe;
import tintype.render.vips.VipsEngine;

class VipsEngineTest extends RenderEngineContract {

    @TempDir
    static Path scratch;

    private static RenderEngine engine;

    @BeforeAll
    static void choose() {
        EngineChoice.Chosen chosen = new FastestEngine(null, scratch).choose();
        assertThat(chosen.engine()).as(chosen.why()).isInstanceOf(VipsEngine.class);
        engine = chosen.engine();
    }

    @Override
    RenderEngine engine() {
        return engine;
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

    static Stream<Format> written() {
        return Stream.of(Format.JPEG, Format.WEBP, Format.AVIF, Format.PNG);
    }

    /// Read again by the engine itself: nothing else here reads AVIF.
    @ParameterizedTest
    @MethodSource("written")
    void writesAPictureThatShowsTheSame(Format format) {
        byte[] made = rendered(Drawn.shotWith(6, Drawn.quarters(600, 400)), format);

        assertQuarters(render(made, format, "fit-160x160"), 160, 107);
    }

    @ParameterizedTest
    @MethodSource("written")
    void leavesNothingOfWhatTheOriginalTellsBesideItsPicture(Format format) throws Exception {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] photo = Drawn.withComment(
                Drawn.withProfile(Drawn.withExif(Drawn.file("jpg", Drawn.quarters(600, 400)), 1), linear), "taken at home");

        byte[] made = rendered(photo, format);

        var metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(made));
        assertThat(metadata.getDirectories())
                .extracting(Directory::getName)
                .noneMatch(name -> name.contains("Exif") || name.contains("XMP") || name.contains("GPS")
                        || name.contains("ICC") || name.contains("Comment"));
        assertThat(new String(made, StandardCharsets.ISO_8859_1)).doesNotContain("taken at home", "Exif", "ns.adobe.com");
    }

    @Test
    void keepsWhatIsTransparentWhereTheFormatCan() {
        byte[] clear = Drawn.file("png", Drawn.plain(new Color(255, 0, 0, 0), 300, 300));
        var done = done(clear, Format.PNG, List.of(new Variant(Recipe.fit(160), Format.PNG)));

        assertThat(new Color(Drawn.read(done.variants().getFirst().bytes()).getRGB(80, 80), true).getAlpha()).isZero();
    }

    /// The marker of a progressive frame (ITU T.81, table B.1).
    @ParameterizedTest
    @CsvSource({"1280, false", "2048, true"})
    void writesOnlyLargeJpegsProgressively(int side, boolean progressive) {
        byte[] scene = Drawn.file("png", Drawn.quarters(2048, 2048));
        var done = done(scene, Format.PNG, List.of(new Variant(Recipe.fit(side), Format.JPEG)));

        byte[] made = done.variants().getFirst().bytes();
        assertThat(new String(made, StandardCharsets.ISO_8859_1).contains("\u00ff\u00c2")).isEqualTo(progressive);
    }

    private byte[] rendered(byte[] photo, Format format) {
        var done = done(photo, Format.JPEG, List.of(new Variant(Recipe.fit(300), format)));
        return done.variants().getFirst().bytes();
    }

    private static int reddest(BufferedImage picture) {
        int reddest = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            reddest = Math.max(reddest, new Color(picture.getRGB(x, picture.getHeight() / 2)).getRed());
        }
        return reddest;
    }
}
