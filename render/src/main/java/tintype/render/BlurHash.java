package tintype.render;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A blur of a picture in few characters: the mean of its light and the strongest of its waves, in base 83.
///
/// Ours, since the library there is (io.trbl 1.0.0) clips waves that begin dark: pictures that are bright on the right
/// came out too dull.
final class BlurHash {

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    private static final int COLUMNS = 4;
    private static final int ROWS = 3;
    private static final int MAX_COLUMNS = 9;
    private static final int CHANNELS = 3;
    /// Steps of a wave's strength in one channel, to both sides of none.
    private static final int SIDE = 9;
    private static final int STEPS = 2 * SIDE + 1;
    private static final double FINENESS = 166;
    private static final int STRONGEST = 82;

    private BlurHash() {}

    /// @param rgb row by row, one `0xRRGGBB` for each pixel
    static String of(int width, int height, int[] rgb) {
        double[][] light = IntStream.of(rgb)
                .mapToObj(pixel -> new double[] {linear(pixel >> 16), linear(pixel >> 8), linear(pixel)})
                .toArray(double[][]::new);
        double[][] waves = IntStream.range(0, COLUMNS * ROWS)
                .mapToObj(wave -> strength(light, width, height, wave % COLUMNS, wave / COLUMNS))
                .toArray(double[][]::new);
        double strongest =
                Stream.of(waves).skip(1).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
        int scale = Math.clamp((long) (strongest * FINENESS - 0.5), 0, STRONGEST);
        var hash = new StringBuilder()
                .append(digits(COLUMNS - 1 + (ROWS - 1) * MAX_COLUMNS, 1))
                .append(digits(scale, 1))
                .append(digits(mean(waves[0]), 4));
        Stream.of(waves).skip(1).forEach(wave -> hash.append(digits(steps(wave, (scale + 1) / FINENESS), 2)));
        return hash.toString();
    }

    /// How strongly a wave, of so many half turns across and down, is in each channel.
    private static double[] strength(double[][] light, int width, int height, int across, int down) {
        double[] sums = new double[CHANNELS];
        double[] columns = halfTurns(across, width);
        double[] rows = halfTurns(down, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = columns[x] * rows[y];
                for (int channel = 0; channel < CHANNELS; channel++) {
                    sums[channel] += wave * light[y * width + x][channel];
                }
            }
        }
        double weight = (across == 0 && down == 0 ? 1.0 : 2.0) / (width * height);
        return new double[] {sums[0] * weight, sums[1] * weight, sums[2] * weight};
    }

    private static double[] halfTurns(int count, int length) {
        return IntStream.range(0, length).mapToDouble(at -> Math.cos(Math.PI * count * at / length)).toArray();
    }

    private static int mean(double[] light) {
        return encoded(light[0]) << 16 | encoded(light[1]) << 8 | encoded(light[2]);
    }

    private static int steps(double[] wave, double strongest) {
        int number = 0;
        for (double strength : wave) {
            double part = Math.copySign(Math.sqrt(Math.abs(strength / strongest)), strength);
            number = number * STEPS + Math.clamp((long) Math.floor(part * SIDE + SIDE + 0.5), 0, STEPS - 1);
        }
        return number;
    }

    private static String digits(int number, int count) {
        char[] digits = new char[count];
        for (int i = count - 1, rest = number; i >= 0; i--, rest /= DIGITS.length()) {
            digits[i] = DIGITS.charAt(rest % DIGITS.length());
        }
        return new String(digits);
    }

    /// From a number of sRGB to light.
    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int encoded(double light) {
        double value = light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
        return (int) Math.round(Math.clamp(value, 0, 1) * 255);
    }
}
