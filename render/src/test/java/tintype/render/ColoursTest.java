package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Recipe;
import tintype.render.Colour.Space;

/// A picture of many colours comes out in the colours that the formulas of its colour space tell, whatever the space.
class ColoursTest {

    private static final int PATCH = 32;
    private static final int COLUMNS = 12;
    private static final int ROWS = 9;
    private static final int EIGHT_BITS = 255;
    private static final int SIXTEEN_BITS = 65535;

    @TempDir
    Path directory;

    /// A file whose patches have the colours of [#colours], as far as its numbers are exact.
    record Chart(String name, Format format, byte[] file) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> charts() {
        BufferedImage plain = chart(Space.SRGB, EIGHT_BITS);
        var charts = List.of(
                new Chart("sRGB, no profile", Format.PNG, Drawn.file("png", plain)),
                new Chart("sRGB, 16 bits", Format.PNG, Drawn.file("png", chart(Space.SRGB, SIXTEEN_BITS))),
                wide(Space.SRGB, EIGHT_BITS),
                wide(Space.DISPLAY_P3, EIGHT_BITS),
                wide(Space.ADOBE_RGB, EIGHT_BITS),
                wide(Space.DISPLAY_P3, SIXTEEN_BITS),
                wide(Space.ADOBE_RGB, SIXTEEN_BITS),
                new Chart("sRGB JPEG", Format.JPEG, Drawn.finestJpeg(plain)),
                wideJpeg(Space.DISPLAY_P3),
                wideJpeg(Space.ADOBE_RGB),
                new Chart("CMYK", Format.JPEG, Drawn.withProfile(
                        Drawn.cmykJpeg(COLUMNS * PATCH, ROWS * PATCH, (x, y) -> inks(colour(x / PATCH, y / PATCH))),
                        Profiles.ofInks(ColoursTest::labOfInks))));
        return Stream.of(Engines.values()).flatMap(engine -> charts.stream().map(chart -> Arguments.of(engine, chart)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("charts")
    void showsTheColoursThatWereMeant(Engines engine, Chart chart) {
        BufferedImage made = rendered(engine, chart);

        double difference = IntStream.range(0, COLUMNS * ROWS)
                .mapToDouble(patch -> difference(made, patch % COLUMNS, patch / COLUMNS))
                .average()
                .orElseThrow();
        assertThat(difference).as("mean CIEDE2000").isLessThan(1);
    }

    /// From the test data of Sharma, Wu and Dalal 2005.
    @Test
    void measuresDifferencesAsTheStandardDoes() {
        double[][] blues = {{50, 2.6772, -79.7751}, {50, 0, -82.7485}};
        double[][] violets = {{22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}};

        assertThat(Colour.difference(blues[0], blues[1])).isCloseTo(2.0425, within(0.0001));
        assertThat(Colour.difference(violets[0], violets[1])).isCloseTo(2.0373, within(0.0001));
    }

    private BufferedImage rendered(Engines engine, Chart chart) {
        try {
            Path original = Files.write(directory.resolve("chart"), chart.file());
            var wanted = List.of(new Variant(Recipe.fit(COLUMNS * PATCH), Format.PNG));
            var done = (Rendering.Done) engine.engine().render(original, chart.format(), wanted);
            return Drawn.read(done.variants().getFirst().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into " + directory, e);
        }
    }

    private static double difference(BufferedImage made, int column, int row) {
        int pixel = made.getRGB(column * PATCH + PATCH / 2, row * PATCH + PATCH / 2);
        double[] shown = {(pixel >> 16 & 0xff) / 255.0, (pixel >> 8 & 0xff) / 255.0, (pixel & 0xff) / 255.0};
        return Colour.difference(
                Colour.lab(Space.SRGB.xyz(shown)), Colour.lab(Space.SRGB.xyz(colour(column, row))));
    }

    /// In sRGB, which all the other spaces hold: hues across, from dark to light and from dull to vivid down.
    private static double[] colour(int column, int row) {
        double[] rgb = new double[3];
        double value = 0.15 + 0.8 * row / (ROWS - 1);
        double vivid = (column * 5 + row * 3) % 7 / 6.0;
        for (int i = 0; i < 3; i++) {
            double hue = Math.abs((6.0 * column / COLUMNS + 2 * i) % 6 - 3) - 1;
            rgb[i] = value * (1 - vivid + vivid * Math.clamp(hue, 0, 1));
        }
        return rgb;
    }

    private static Chart wide(Space space, int full) {
        byte[] file = Drawn.pngWithProfile(chart(space, full), Profiles.of(space));
        return new Chart(space + (full == EIGHT_BITS ? "" : ", 16 bits"), Format.PNG, file);
    }

    private static Chart wideJpeg(Space space) {
        byte[] file = Drawn.withProfile(Drawn.finestJpeg(chart(space, EIGHT_BITS)), Profiles.of(space));
        return new Chart(space + " JPEG", Format.JPEG, file);
    }

    private static BufferedImage chart(Space space, int full) {
        var model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE,
                full == EIGHT_BITS ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
        var raster = model.createCompatibleWritableRaster(COLUMNS * PATCH, ROWS * PATCH);
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                double[] rgb = space.of(Space.SRGB, colour(x / PATCH, y / PATCH));
                for (int i = 0; i < 3; i++) {
                    raster.setSample(x, y, i, (int) Math.round(Math.clamp(rgb[i], 0, 1) * full));
                }
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    /// 0 to 255, with some black in all that is dark.
    private static int[] inks(double[] rgb) {
        double black = (1 - Math.max(rgb[0], Math.max(rgb[1], rgb[2]))) / 2;
        UnaryOperator<Double> ink = value -> 1 - value / (1 - black);
        return Stream.of(ink.apply(rgb[0]), ink.apply(rgb[1]), ink.apply(rgb[2]), black)
                .mapToInt(value -> (int) Math.round(value * 255))
                .toArray();
    }

    /// The other way round: what the profile of the chart says.
    private static double[] labOfInks(double[] inks) {
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            rgb[i] = (1 - inks[i]) * (1 - inks[3]);
        }
        return Colour.lab(Space.SRGB.xyz(rgb));
    }
}
