package tintype.render;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;

/// How much two pictures of one size look alike.
final class Likeness {

    /// The window of Wang et al. 2004: 11 pixels, sigma 1.5.
    private static final int REACH = 5;
    private static final double SIGMA = 1.5;
    private static final double C1 = Math.pow(0.01 * 255, 2);
    private static final double C2 = Math.pow(0.03 * 255, 2);
    private static final double[] WINDOW = window();

    private Likeness() {}

    /// Mean SSIM of the luma; 1 for the same picture.
    static double ssim(BufferedImage one, BufferedImage other) {
        int width = one.getWidth();
        int height = one.getHeight();
        if (width != other.getWidth() || height != other.getHeight()) {
            throw new IllegalArgumentException("Pictures of two sizes");
        }
        double[] a = luma(one);
        double[] b = luma(other);
        double[] meanA = blurred(a, width, height);
        double[] meanB = blurred(b, width, height);
        double[] aa = blurred(product(a, a), width, height);
        double[] bb = blurred(product(b, b), width, height);
        double[] ab = blurred(product(a, b), width, height);
        return IntStream.range(0, a.length)
                .mapToDouble(i -> {
                    double mean = meanA[i] * meanB[i];
                    double squares = meanA[i] * meanA[i] + meanB[i] * meanB[i];
                    return (2 * mean + C1) * (2 * (ab[i] - mean) + C2)
                            / ((squares + C1) * (aa[i] + bb[i] - squares + C2));
                })
                .average()
                .orElseThrow();
    }

    private static double[] luma(BufferedImage image) {
        int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return IntStream.of(rgb)
                .mapToDouble(pixel -> 0.299 * (pixel >> 16 & 0xff) + 0.587 * (pixel >> 8 & 0xff) + 0.114 * (pixel & 0xff))
                .toArray();
    }

    private static double[] product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray();
    }

    /// At the edges, with the nearest pixel there is.
    private static double[] blurred(double[] values, int width, int height) {
        double[] rows = new double[values.length];
        double[] both = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int row = i / width * width;
            for (int d = -REACH; d <= REACH; d++) {
                rows[i] += WINDOW[d + REACH] * values[row + Math.clamp(i % width + d, 0, width - 1)];
            }
        }
        for (int i = 0; i < values.length; i++) {
            for (int d = -REACH; d <= REACH; d++) {
                both[i] += WINDOW[d + REACH] * rows[Math.clamp(i / width + d, 0, height - 1) * width + i % width];
            }
        }
        return both;
    }

    private static double[] window() {
        double[] weights = IntStream.rangeClosed(-REACH, REACH)
                .mapToDouble(d -> Math.exp(-d * d / (2 * SIGMA * SIGMA)))
                .toArray();
        double sum = IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum();
        return IntStream.range(0, weights.length).mapToDouble(i -> weights[i] / sum).toArray();
    }
}
