package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Recipe;
import tintype.render.choice.FastestEngine;
import tintype.render.imgscalr.ImgscalrEngine;

/// Photos that cameras took, where they lie beside the repository.
@EnabledIf("areThere")
class PhotosTest {

    private static final Path PHOTOS = Path.of("../../shared/photos");
    private static final int NEARLY_THE_SAME = 8;
    private static final List<Variant> THUMB = List.of(new Variant(Recipe.fit(160), Format.JPEG));

    @TempDir
    static Path scratch;

    private static RenderEngine fastest;

    @BeforeAll
    static void choose() {
        fastest = new FastestEngine(null, scratch).choose().engine();
    }


    static boolean areThere() {
        return Files.isDirectory(PHOTOS.resolve("camera"));
    }

    static Stream<Path> camera() {
        return in("camera");
    }

    static Stream<Path> turned() {
        return in("orientation");
    }

    private static Stream<Path> in(String directory) {
        try {
            return Files.list(PHOTOS.resolve(directory)).filter(file -> file.toString().endsWith(".jpg"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the photos", e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("camera")
    void rendersThePhotosOfCameras(Path photo) {
        for (RenderEngine engine : List.of(fastest, new ImgscalrEngine(Limits.DEFAULT))) {
            assertThat(engine.render(photo, Format.JPEG, THUMB)).isInstanceOfSatisfying(
                    Rendering.Done.class, done -> assertThat(done.damaged()).isFalse());
        }
    }

    /// The eight files show the same scene, each turned or mirrored as its number says.
    @ParameterizedTest(name = "{0}")
    @MethodSource("turned")
    void showsAllOrientationsOfASceneAlike(Path photo) {
        Path upright = photo.resolveSibling(photo.getFileName().toString().replaceFirst("_\\d", "_1"));

        BufferedImage reference = thumb(fastest, upright);
        assertThat(difference(thumb(fastest, photo), reference)).isLessThan(NEARLY_THE_SAME);
        assertThat(difference(thumb(new ImgscalrEngine(Limits.DEFAULT), photo), reference)).isLessThan(NEARLY_THE_SAME);
    }

    private static BufferedImage thumb(RenderEngine engine, Path photo) {
        var done = (Rendering.Done) engine.render(photo, Format.JPEG, THUMB);
        return Drawn.read(done.variants().getFirst().bytes());
    }

    /// On the average, of a colour value.
    private static double difference(BufferedImage one, BufferedImage other) {
        assertThat(one.getWidth()).isEqualTo(other.getWidth());
        assertThat(one.getHeight()).isEqualTo(other.getHeight());
        long sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                Color a = new Color(one.getRGB(x, y));
                Color b = new Color(other.getRGB(x, y));
                sum += Math.abs(a.getRed() - b.getRed())
                        + Math.abs(a.getGreen() - b.getGreen())
                        + Math.abs(a.getBlue() - b.getBlue());
            }
        }
        return sum / (3.0 * one.getWidth() * one.getHeight());
    }
}
