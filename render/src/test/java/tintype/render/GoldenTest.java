package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Pixels;
import tintype.contract.Recipe;

/// Every default preset in every format looks like the same picture scaled by the textbook.
class GoldenTest {

    private static final int[] SIDES = {160, 320, 640, 1280};
    private static final int LOWER_QUALITY = 60;
    private static final Pixels SIZE = new Pixels(1600, 1200);
    private static final BufferedImage SCENE = Drawn.scene(SIZE.width(), SIZE.height());
    private static final Map<Pixels, BufferedImage> REFERENCES = new ConcurrentHashMap<>();

    @TempDir
    static Path scratch;

    private static Path original;

    @BeforeAll
    static void write() throws IOException {
        original = Files.write(scratch.resolve("scene.png"), Drawn.file("png", SCENE));
    }

    /// SSIM. Each threshold of a lossy format lies half-way between what its engine made at quality 80 and at 60 on the
    /// day it was set (libvips 8.18.7; `bench/quality.sh` does the same with photos); those of pure Java and of PNG 0.01
    /// and 0.003 below what was made.
    private static final List<Golden> GOLDEN = List.of(
            new Golden(Engines.LIBVIPS, Format.JPEG, 0.944, 0.957, 0.957, 0.914),
            new Golden(Engines.LIBVIPS, Format.WEBP, 0.972, 0.976, 0.966, 0.908),
            new Golden(Engines.LIBVIPS, Format.AVIF, 0.960, 0.971, 0.966, 0.914),
            new Golden(Engines.LIBVIPS, Format.PNG, 0.995, 0.995, 0.995, 0.995),
            new Golden(Engines.PURE_JAVA, Format.JPEG, 0.928, 0.948, 0.920, 0.910),
            new Golden(Engines.PURE_JAVA, Format.PNG, 0.950, 0.966, 0.920, 0.977));

    /// @param likeness to the reference that a preset has at least, the smallest one first
    record Golden(Engines engine, Format format, double... likeness) {
        private Stream<Arguments> rows() {
            return IntStream.range(0, SIDES.length)
                    .mapToObj(i -> Arguments.of(engine, format, SIDES[i], likeness[i]));
        }
    }

    static Stream<Arguments> golden() {
        return GOLDEN.stream().flatMap(Golden::rows);
    }

    @ParameterizedTest(name = "{0}: {1} of {2}")
    @MethodSource("golden")
    void looksLikeTheReference(Engines engine, Format format, int side, double likeness) throws IOException {
        assertThat(ssim(engine, format, side, Recipe.DEFAULT_QUALITY)).isGreaterThan(likeness);
    }

    static Stream<Arguments> lossy() {
        return GOLDEN.stream()
                .filter(golden -> golden.engine() == Engines.LIBVIPS && golden.format() != Format.PNG)
                .flatMap(Golden::rows);
    }

    /// Else the thresholds would say nothing.
    @ParameterizedTest(name = "{0}: {1} of {2}")
    @MethodSource("lossy")
    void isMissedByALowerQuality(Engines engine, Format format, int side, double likeness) throws IOException {
        assertThat(ssim(engine, format, side, LOWER_QUALITY)).isLessThan(likeness);
    }

    private static double ssim(Engines engine, Format format, int side, int quality) throws IOException {
        var recipe = new Recipe(Recipe.Mode.FIT, new Pixels(side, side), quality, 1);
        byte[] made = rendered(engine, original, Format.PNG, new Variant(recipe, format));
        return Likeness.ssim(REFERENCES.computeIfAbsent(recipe.sizeOf(SIZE), GoldenTest::reference), read(made, format));
    }

    private static BufferedImage reference(Pixels size) {
        return Lanczos.scaled(SCENE, size);
    }

    private static byte[] rendered(Engines engine, Path file, Format type, Variant variant) {
        var done = (Rendering.Done) engine.engine().render(file, type, List.of(variant));
        return done.variants().getFirst().bytes();
    }

    /// Nothing else here reads AVIF: libvips does, and writes what it saw without loss.
    private static BufferedImage read(byte[] file, Format format) throws IOException {
        if (format != Format.AVIF) {
            return Drawn.read(file);
        }
        Path made = Files.write(scratch.resolve("made.avif"), file);
        return Drawn.read(rendered(Engines.LIBVIPS, made, format, new Variant(Recipe.fit(2000), Format.PNG)));
    }
}
