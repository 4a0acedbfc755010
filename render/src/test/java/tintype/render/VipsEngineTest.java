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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Recipe;
import tintype.render.choice.EngineChoice;
import tintype.render.choice.FastestEngine;
import tintype.render.vips.VipsEngine;

class VipsEngineTest extends RenderEngineContract {

    private static final String SECRET = "taken at home";

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

    static Stream<Arguments> talkative() {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        BufferedImage scene = Drawn.quarters(600, 400);
        byte[] photo = Drawn.withPlace(Drawn.withXmp(
                Drawn.withComment(Drawn.withProfile(Drawn.file("jpg", scene), linear), SECRET), SECRET));
        byte[] screenshot = Drawn.pngWithWords(scene, SECRET);
        return written().flatMap(format -> Stream.of(
                Arguments.of(Format.JPEG, photo, List.of("GPS", "XMP", "ICC Profile", "JpegComment"), format),
                Arguments.of(Format.PNG, screenshot, List.of("Exif IFD0", "XMP", "PNG-tEXt"), format)));
    }

    @ParameterizedTest(name = "{0} to {3}")
    @MethodSource("talkative")
    void leavesNothingOfWhatTheOriginalTellsBesideItsPicture(Format from, byte[] file, List<String> told, Format to)
            throws Exception {
        assertThat(namesOfMetadata(file)).containsAll(told);

        var wanted = new Variant(Recipe.fit(300), to);
        byte[] made = bytes(done(file, from, List.of(wanted)), wanted);

        assertThat(namesOfMetadata(made)).noneMatch(VipsEngineTest::tells);
        assertThat(new String(made, StandardCharsets.ISO_8859_1))
                .doesNotContain(SECRET, "Exif", "EXIF", "eXIf", "XMP ", "ns.adobe.com", "adobe:ns")
                .doesNotContain("ICCP", "iCCP", "tEXt", "iTXt");
    }

    private static List<String> namesOfMetadata(byte[] file) throws Exception {
        return StreamSupport.stream(
                        ImageMetadataReader.readMetadata(new ByteArrayInputStream(file)).getDirectories().spliterator(),
                        false)
                .map(Directory::getName)
                .toList();
    }

    private static boolean tells(String directory) {
        return Stream.of("Exif", "GPS", "XMP", "ICC", "Comment", "text", "IPTC").anyMatch(directory::contains);
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

    private static byte[] moving(int side, int frames) {
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE};
        return Drawn.animatedGif(12, IntStream.range(0, frames)
                .mapToObj(i -> Drawn.plain(colours[i % 3], side, side / 2))
                .toArray(BufferedImage[]::new));
    }

    @ParameterizedTest
    @CsvSource({"fit-160x160, 160, 80", "cover-60x60, 60, 60", "fit-640x640, 200, 100"})
    void movesInWebpWhatMovesInTheOriginal(String recipe, int width, int height) throws Exception {
        var webp = new Variant(Recipe.parse(recipe).orThrow(), Format.WEBP);
        var jpeg = new Variant(Recipe.fit(160), Format.JPEG);
        var done = done(moving(200, 3), Format.GIF, List.of(webp, jpeg));

        byte[] made = bytes(done, webp);
        assertThat(Webp.frameTimes(made)).containsExactly(120, 120, 120);
        assertThat(Webp.frames(made)).hasSize(3).allSatisfy(frame -> {
            assertThat(frame.getWidth()).isEqualTo(width);
            assertThat(frame.getHeight()).isEqualTo(height);
        });
        assertColour(Webp.frames(made).getFirst(), 30, 30, Color.RED);
        assertColour(Webp.frames(made).getLast(), 30, 30, Color.BLUE);
        assertColour(Drawn.read(bytes(done, jpeg)), 80, 40, Color.RED);
    }

    @Test
    void standsStillWhereItHasTooManyFrames() {
        var webp = new Variant(Recipe.fit(1280), Format.WEBP);
        var done = done(moving(40, 201), Format.GIF, List.of(webp));

        assertThat(Webp.frameTimes(bytes(done, webp))).isEmpty();
        assertThat(Drawn.read(bytes(done, webp)).getWidth()).isEqualTo(40);
    }

    @Test
    void movesAsFarAsAnAnimationGoesThatIsCutOff() {
        byte[] file = moving(200, 9);
        var webp = new Variant(Recipe.fit(160), Format.WEBP);
        var done = done(Arrays.copyOf(file, file.length * 2 / 3), Format.GIF, List.of(webp));

        assertThat(Webp.frameTimes(bytes(done, webp))).hasSizeBetween(5, 6);
    }

    @Test
    void movesAgainWhatItMade() {
        var webp = new Variant(Recipe.fit(160), Format.WEBP);
        byte[] made = bytes(done(moving(200, 4), Format.GIF, List.of(webp)), webp);

        assertThat(Webp.frameTimes(bytes(done(made, Format.WEBP, List.of(webp)), webp))).hasSize(4);
    }

    private static byte[] bytes(Rendering.Done done, Variant variant) {
        return done.variants().stream()
                .filter(made -> made.variant().equals(variant))
                .map(Rendering.Rendered::bytes)
                .findFirst()
                .orElseThrow();
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
