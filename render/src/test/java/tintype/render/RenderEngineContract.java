package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.cluster.Pictures;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Pixels;
import tintype.contract.Recipe;

/// What every engine must do.
abstract class RenderEngineContract {

    /// What JPEG may change of a plain colour.
    private static final int TOLERANCE = 16;

    @TempDir
    Path directory;

    abstract RenderEngine engine();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsAPictureUpright(int orientation) {
        byte[] photo = Drawn.shotWith(orientation, Drawn.quarters(600, 400));

        assertQuarters(render(photo, Format.JPEG, "fit-160x160"), 160, 107);
    }

    @Test
    void showsAPictureAsItLiesIfItsOrientationIsNonsense() {
        byte[] photo = Drawn.withExif(Drawn.file("jpg", Drawn.quarters(300, 200)), 9);

        assertQuarters(render(photo, Format.JPEG, "fit-160x160"), 160, 107);
    }

    @ParameterizedTest(name = "{0} of {1}x{2}")
    @CsvSource({
        "fit-160x160, 4000, 3000",
        "fit-320x320, 320, 320",
        "fit-320x320, 321, 319",
        "fit-640x640, 100, 80",
        "fit-1280x1280, 1, 5000",
        "fit-160x160, 5000, 1",
        "fit-160x160, 1999, 1333",
        "fit-1280x1280, 1, 1",
        "fit-100x50, 300, 300",
        "cover-160x160, 4000, 3000",
        "cover-160x160, 100, 300",
        "cover-300x100, 301, 2000",
        "cover-100x100, 1, 5000",
        "cover-160x90-q50-r3, 640, 480",
    })
    void makesAVariantOfTheSizeThatItsRecipeSays(String recipe, int width, int height) {
        byte[] photo = Drawn.file("png", Drawn.plain(Color.ORANGE, width, height));
        BufferedImage made = render(photo, Format.PNG, recipe);

        Pixels expected = Recipe.parse(recipe).orThrow().sizeOf(new Pixels(width, height));
        assertThat(new Pixels(made.getWidth(), made.getHeight())).isEqualTo(expected);
    }

    @Test
    void makesAllPresetsAtOnceAndSaysHowLargeTheyAre() {
        byte[] photo = Drawn.shotWith(6, Drawn.quarters(2001, 1501));
        var done = done(photo, Format.JPEG, variants("fit-160x160", "fit-320x320", "fit-640x640", "fit-1280x1280"));

        assertThat(done.variants()).hasSize(4).allSatisfy(made -> {
            BufferedImage picture = Drawn.read(made.bytes());
            assertThat(made.size()).isEqualTo(made.variant().recipe().sizeOf(new Pixels(2001, 1501)));
            assertThat(new Pixels(picture.getWidth(), picture.getHeight())).isEqualTo(made.size());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fit-1280x1280", "fit-320x320", "cover-160x160"})
    void showsTheWholeSceneInItsColours(String recipe) {
        BufferedImage made = render(Drawn.file("jpg", Drawn.quarters(1400, 1400)), Format.JPEG, recipe);

        assertQuarters(made, made.getWidth(), made.getHeight());
    }

    @Test
    void makesAFinePatternGreyWhereItIsTooSmallToBeSeen() {
        var stripes = new BufferedImage(1280, 1280, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 1280).forEach(x -> IntStream.range(0, 1280).forEach(
                y -> stripes.setRGB(x, y, x / 3 % 2 == 0 ? 0xffffff : 0)));
        // The chain leads from 1280 straight to 80.
        var done = done(Drawn.file("png", stripes), Format.PNG, variants("fit-1280x1280", "fit-80x80"));

        BufferedImage smallest = Drawn.read(done.variants().getLast().bytes());
        assertThat(IntStream.range(1, 79).map(x -> smallest.getRGB(x, 40) & 0xff))
                .allMatch(grey -> grey > 90 && grey < 165);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "png"})
    void rendersFilesOfOtherFormats(String format) {
        byte[] file = Drawn.file(format, Drawn.quarters(400, 400));

        assertQuarters(render(file, Format.ofExtension(format).orThrow(), "fit-160x160"), 160, 160);
    }

    @Test
    void rendersWebp() {
        assertThat(render(Pictures.webp(), Format.WEBP, "fit-160x160").getWidth()).isEqualTo(1);
    }

    @Test
    void putsWhiteBehindWhatIsTransparent() {
        byte[] clear = Drawn.file("png", Drawn.plain(new Color(255, 0, 0, 0), 300, 300));
        byte[] half = Drawn.file("png", Drawn.plain(new Color(255, 0, 0, 128), 300, 300));

        assertColour(render(clear, Format.PNG, "fit-160x160"), 80, 80, Color.WHITE);
        assertColour(render(half, Format.PNG, "fit-160x160"), 80, 80, new Color(255, 127, 127));
    }

    static Stream<Arguments> greys() {
        var eightBit = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) eightBit.getRaster().getDataBuffer()).getData(), (byte) 100);
        var sixteenBit = new BufferedImage(200, 200, BufferedImage.TYPE_USHORT_GRAY);
        Arrays.fill(
                ((DataBufferUShort) sixteenBit.getRaster().getDataBuffer()).getData(), (short) (100 * 257));
        return Stream.of(
                Arguments.of("JPEG", Format.JPEG, Drawn.file("jpg", eightBit)),
                Arguments.of("PNG", Format.PNG, Drawn.file("png", eightBit)),
                Arguments.of("PNG of 16 bits", Format.PNG, Drawn.file("png", sixteenBit)),
                Arguments.of("PNG with alpha", Format.PNG, Drawn.greyPngWithAlpha(100, 200, 200)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("greys")
    void keepsAGreyAsBrightAsItIs(String name, Format format, byte[] file) {
        assertColour(render(file, format, "fit-160x160"), 80, 80, new Color(100, 100, 100));
    }

    static Stream<Arguments> filesWithLinearColours() {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        BufferedImage plain = Drawn.plain(new Color(55, 128, 200), 400, 400);
        return Stream.of(
                Arguments.of(Format.JPEG, Drawn.withProfile(Drawn.file("jpg", plain), linear)),
                Arguments.of(Format.PNG, Drawn.pngWithProfile(plain, linear)),
                Arguments.of(Format.PNG, Drawn.pngWithProfile(Drawn.withAlphaChannel(plain), linear)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesWithLinearColours")
    void convertsTheColoursOfAProfileToSrgb(Format format, byte[] file) {
        assertColour(render(file, format, "fit-160x160"), 80, 80, new Color(128, 188, 229));
    }

    @Test
    void takesAProfileThatCannotBeReadForSrgb() {
        byte[] photo = Drawn.withProfile(Drawn.file("jpg", Drawn.quarters(400, 400)), new byte[200]);

        assertQuarters(render(photo, Format.JPEG, "fit-160x160"), 160, 160);
    }

    @Test
    void rendersInksAsColours() {
        BufferedImage red = render(Drawn.cmykJpeg(0, 255, 255, 0, 300, 300), Format.JPEG, "fit-160x160");
        BufferedImage white = render(Drawn.cmykJpeg(0, 0, 0, 0, 300, 300), Format.JPEG, "fit-160x160");

        Color ink = new Color(red.getRGB(80, 80));
        assertThat(ink.getRed()).isGreaterThan(180);
        assertThat(ink.getGreen()).isLessThan(90);
        assertThat(ink.getBlue()).isLessThan(90);
        assertColour(white, 80, 80, Color.WHITE);
    }

    @Test
    void leavesNoMetadataInAVariant() throws Exception {
        byte[] photo = Drawn.withComment(
                Drawn.withProfile(
                        Drawn.withExif(Drawn.file("jpg", Drawn.quarters(600, 400)), 6),
                        ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData()),
                "taken at home");
        var done = done(photo, Format.JPEG, variants("fit-160x160"));

        var metadata = ImageMetadataReader.readMetadata(
                new ByteArrayInputStream(done.variants().getFirst().bytes()));
        assertThat(metadata.getDirectories())
                .extracting(Directory::getName)
                .isSubsetOf("JPEG", "JFIF", "Huffman", "File Type");
    }

    @Test
    void writesLessOfALowerQuality() {
        byte[] photo = Pictures.jpeg(1000, 800);
        var done = done(photo, Format.JPEG, variants("fit-640x640", "fit-640x640-q30"));

        assertThat(done.variants()).hasSize(2);
        assertThat(bytesOf(done, "fit-640x640-q30")).isLessThan(bytesOf(done, "fit-640x640"));
    }

    static Stream<Arguments> filesThatCannotBeRendered() {
        byte[] photo = Drawn.file("jpg", Drawn.quarters(800, 600));
        return Stream.of(
                Arguments.of("no image", Format.JPEG, Pictures.text("hello ".repeat(50))),
                Arguments.of("empty", Format.PNG, new byte[0]),
                Arguments.of("a JPEG's head", Format.JPEG, Arrays.copyOf(photo, 40)),
                Arguments.of("another format", Format.PNG, photo),
                Arguments.of("half a WebP", Format.WEBP, Pictures.firstHalfOf(Pictures.webp())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesThatCannotBeRendered")
    void saysWhyAFileCannotBeRendered(String name, Format format, byte[] file) {
        Rendering outcome = engine().render(write(file), format, variants("fit-160x160", "fit-320x320"));

        assertThat(outcome).isInstanceOfSatisfying(Rendering.Unrenderable.class, why -> {
            assertThat(why.reason()).isIn("corrupt", "truncated");
            assertThat(why.detail()).endsWith(".");
        });
    }

    @Test
    void showsWhatIsThereOfAPhotoThatWasCutOffAndMarksIt() {
        byte[] photo = Drawn.file("jpg", Drawn.quarters(800, 600));
        var whole = done(photo, Format.JPEG, variants("fit-320x320"));
        var half = done(Arrays.copyOf(photo, photo.length * 2 / 3), Format.JPEG, variants("fit-320x320"));

        assertThat(whole.damaged()).isFalse();
        assertThat(half.damaged()).isTrue();
        BufferedImage shown = Drawn.read(half.variants().getFirst().bytes());
        assertColour(shown, 80, 60, Color.RED);
        assertColour(shown, 240, 60, Color.GREEN);
    }

    static Stream<Arguments> halves() {
        return Stream.of(
                Arguments.of(Format.PNG, Pictures.firstHalfOf(Pictures.png(300, 300))),
                Arguments.of(Format.GIF, Pictures.firstHalfOf(Pictures.gif(300, 300))),
                Arguments.of(Format.PNG, Pictures.pngThatClaims(60, 60)));
    }

    /// Whether there is anything to be shown depends on the decoder.
    @ParameterizedTest
    @MethodSource("halves")
    void neverTakesHalfAFileForAWholeOne(Format format, byte[] file) {
        Rendering outcome = engine().render(write(file), format, variants("fit-160x160"));

        assertThat(outcome).satisfiesAnyOf(
                made -> assertThat(made).isInstanceOf(Rendering.Unrenderable.class),
                made -> assertThat(made).isInstanceOfSatisfying(
                        Rendering.Done.class, done -> assertThat(done.damaged()).isTrue()));
    }

    @ParameterizedTest
    @ValueSource(ints = {50_000, 16_711_688})
    void refusesASideThatNoDecoderShouldTryToHold(int side) {
        Rendering outcome = engine().render(write(Pictures.pngThatClaims(side, 8)), Format.PNG, variants("fit-160x160"));

        assertThat(outcome).isInstanceOfSatisfying(
                Rendering.Unrenderable.class, why -> assertThat(why.reason()).isEqualTo("too-big"));
    }

    @Test
    void tellsThePlaceholderOfAPicture() {
        var done = done(Drawn.file("png", Drawn.plain(new Color(200, 100, 50), 300, 200)), Format.PNG, variants("fit-160x160"));

        assertThat(Color.decode(done.placeholder().colour())).satisfies(colour -> {
            assertThat(colour.getRed()).isBetween(197, 203);
            assertThat(colour.getGreen()).isBetween(97, 103);
            assertThat(colour.getBlue()).isBetween(47, 53);
        });
        assertThat(done.placeholder().blurHash()).hasSize(28);
    }

    /// Bright on its right, as a picture with a window there.
    @Test
    void tellsABlurThatLooksLikeThePicture() {
        BufferedImage scene = Drawn.fading(new Color(20, 30, 60), new Color(250, 220, 160), 400, 300);
        var done = done(Drawn.shotWith(6, scene), Format.JPEG, variants("fit-160x160", "cover-100x100"));

        BufferedImage blur = BlurHashes.decoded(done.placeholder().blurHash(), 4, 4);
        assertThat(distance(blur, Lanczos.scaled(scene, new Pixels(4, 4)))).isLessThan(30);
        assertThat(distance(blur, Lanczos.scaled(Drawn.turnedOver(scene), new Pixels(4, 4)))).isGreaterThan(150);
    }

    /// On the average of 4 x 4 pixels, the sum of all channels.
    private static double distance(BufferedImage one, BufferedImage other) {
        return IntStream.range(0, 16)
                .mapToDouble(i -> {
                    Color a = new Color(one.getRGB(i % 4, i / 4));
                    Color b = new Color(other.getRGB(i % 4, i / 4));
                    return Math.abs(a.getRed() - b.getRed())
                            + Math.abs(a.getGreen() - b.getGreen())
                            + Math.abs(a.getBlue() - b.getBlue());
                })
                .average()
                .orElseThrow();
    }

    BufferedImage render(byte[] file, Format format, String recipe) {
        return Drawn.read(done(file, format, variants(recipe)).variants().getFirst().bytes());
    }

    Rendering.Done done(byte[] file, Format format, List<Variant> variants) {
        Rendering outcome = engine().render(write(file), format, variants);
        assertThat(outcome).isInstanceOf(Rendering.Done.class);
        return (Rendering.Done) outcome;
    }

    private static int bytesOf(Rendering.Done done, String recipe) {
        return done.variants().stream()
                .filter(made -> made.variant().recipe().toString().equals(recipe))
                .mapToInt(made -> made.bytes().length)
                .sum();
    }

    private static List<Variant> variants(String... recipes) {
        return Stream.of(recipes)
                .map(recipe -> new Variant(Recipe.parse(recipe).orThrow(), Format.JPEG))
                .toList();
    }

    Path write(byte[] file) {
        try {
            return Files.write(directory.resolve("original"), file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into " + directory, e);
        }
    }

    static void assertQuarters(BufferedImage picture, int width, int height) {
        assertThat(picture.getWidth()).isEqualTo(width);
        assertThat(picture.getHeight()).isEqualTo(height);
        assertColour(picture, width / 4, height / 4, Color.RED);
        assertColour(picture, width * 3 / 4, height / 4, Color.GREEN);
        assertColour(picture, width / 4, height * 3 / 4, Color.BLUE);
        assertColour(picture, width * 3 / 4, height * 3 / 4, Color.YELLOW);
    }

    static void assertColour(BufferedImage picture, int x, int y, Color expected) {
        Color seen = new Color(picture.getRGB(x, y));
        assertThat(List.of(seen.getRed(), seen.getGreen(), seen.getBlue()))
                .as("%s at %d,%d is %s", seen, x, y, expected)
                .zipSatisfy(
                        List.of(expected.getRed(), expected.getGreen(), expected.getBlue()),
                        (is, shouldBe) -> assertThat(is).isBetween(shouldBe - TOLERANCE, shouldBe + TOLERANCE));
    }
}
