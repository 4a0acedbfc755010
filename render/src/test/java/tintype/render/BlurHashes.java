package tintype.render;

import java.awt.image.BufferedImage;

/// Reads a BlurHash, by the description of the algorithm: what a page does with it.
final class BlurHashes {

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    private static final int STEPS = 19;
    private static final int MIDDLE = 9;

    private BlurHashes() {}

    static BufferedImage decoded(String hash, int width, int height) {
        int columns = number(hash, 0, 1) % 9 + 1;
        int rows = number(hash, 0, 1) / 9 + 1;
        double largest = (number(hash, 1, 2) + 1) / 166.0;
        double[][] light = new double[columns * rows][];
        int mean = number(hash, 2, 6);
        light[0] = new double[] {linear(mean >> 16), linear(mean >> 8 & 0xff), linear(mean & 0xff)};
        for (int i = 1; i < light.length; i++) {
            int value = number(hash, 4 + 2 * i, 6 + 2 * i);
            light[i] = new double[] {
                step(value / (STEPS * STEPS)) * largest,
                step(value / STEPS % STEPS) * largest,
                step(value % STEPS) * largest
            };
        }
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, pixel(light, columns, (x + 0.5) / width, (y + 0.5) / height));
            }
        }
        return image;
    }

    private static int pixel(double[][] light, int columns, double x, double y) {
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            for (int i = 0; i < light.length; i++) {
                sum += light[i][channel] * Math.cos(Math.PI * x * (i % columns)) * Math.cos(Math.PI * y * (i / columns));
            }
            rgb = rgb << 8 | encoded(sum);
        }
        return rgb;
    }

    static int number(String hash, int from, int to) {
        return hash.substring(from, to).chars().reduce(0, (value, digit) -> value * 83 + DIGITS.indexOf(digit));
    }

    private static double step(int value) {
        double part = (value - MIDDLE) / (double) MIDDLE;
        return Math.copySign(part * part, part);
    }

    private static double linear(int value) {
        return Colour.Space.SRGB.linear(value / 255.0);
    }

    private static int encoded(double linear) {
        double value = linear <= 0.0031308 ? linear * 12.92 : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(Math.clamp(value, 0, 1) * 255);
    }
}
