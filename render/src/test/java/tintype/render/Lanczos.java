package tintype.render;

import java.awt.image.BufferedImage;
import tintype.contract.Pixels;

/// Scales down as the textbook says, slowly and in floating point: the reference for the engines.
final class Lanczos {

    private static final int LOBES = 3;
    private static final int CHANNELS = 3;

    /// For one pixel of the result: from where on the source counts, and how much.
    private record Tap(int from, float[] weights) {}

    private Lanczos() {}

    static BufferedImage scaled(BufferedImage source, Pixels target) {
        int height = source.getHeight();
        float[][] rows = new float[height][];
        Tap[] across = taps(source.getWidth(), target.width());
        int[] line = new int[source.getWidth()];
        for (int y = 0; y < height; y++) {
            source.getRGB(0, y, line.length, 1, line, 0, line.length);
            rows[y] = row(line, across);
        }
        var result = new BufferedImage(target.width(), target.height(), BufferedImage.TYPE_INT_RGB);
        Tap[] down = taps(height, target.height());
        for (int y = 0; y < down.length; y++) {
            for (int x = 0; x < target.width(); x++) {
                result.setRGB(x, y, pixel(rows, down[y], x));
            }
        }
        return result;
    }

    private static Tap[] taps(int from, int to) {
        double scale = Math.max(1, (double) from / to);
        Tap[] taps = new Tap[to];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * from / to - 0.5;
            int first = Math.max(0, (int) Math.ceil(centre - LOBES * scale));
            int last = Math.min(from - 1, (int) Math.floor(centre + LOBES * scale));
            float[] weights = new float[last - first + 1];
            double sum = 0;
            for (int at = first; at <= last; at++) {
                sum += weight((at - centre) / scale);
            }
            for (int at = first; at <= last; at++) {
                weights[at - first] = (float) (weight((at - centre) / scale) / sum);
            }
            taps[i] = new Tap(first, weights);
        }
        return taps;
    }

    private static double weight(double x) {
        return x == 0 ? 1 : Math.abs(x) >= LOBES ? 0 : sinc(x) * sinc(x / LOBES);
    }

    private static double sinc(double x) {
        return Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static float[] row(int[] line, Tap[] taps) {
        float[] row = new float[taps.length * CHANNELS];
        for (int x = 0; x < taps.length; x++) {
            for (int i = 0; i < taps[x].weights.length; i++) {
                int pixel = line[taps[x].from + i];
                float weight = taps[x].weights[i];
                row[CHANNELS * x] += weight * (pixel >> 16 & 0xff);
                row[CHANNELS * x + 1] += weight * (pixel >> 8 & 0xff);
                row[CHANNELS * x + 2] += weight * (pixel & 0xff);
            }
        }
        return row;
    }

    private static int pixel(float[][] rows, Tap tap, int x) {
        int rgb = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            float value = 0;
            for (int i = 0; i < tap.weights.length; i++) {
                value += tap.weights[i] * rows[tap.from + i][CHANNELS * x + channel];
            }
            rgb = rgb << 8 | Math.clamp(Math.round(value), 0, 255);
        }
        return rgb;
    }
}
