package tintype.render;

/// Colours by the formulas of their standards, in double precision: the reference for what engines convert. XYZ and Lab
/// are of D50, as in ICC profiles.
final class Colour {

    static final double[] WHITE = {0.9642, 1, 0.8249};

    /// An RGB space with the curve of its numbers.
    enum Space {
        SRGB(new double[][] {
            {0.4360747, 0.3850649, 0.1430804},
            {0.2225045, 0.7168786, 0.0606169},
            {0.0139322, 0.0971045, 0.7141733},
        }),
        DISPLAY_P3(new double[][] {
            {0.5151187, 0.2919778, 0.1571035},
            {0.2411892, 0.6922441, 0.0665668},
            {-0.0010505, 0.0418791, 0.7840713},
        }),
        ADOBE_RGB(new double[][] {
            {0.6097559, 0.2052401, 0.1492240},
            {0.3111242, 0.6256560, 0.0632197},
            {0.0194811, 0.0608902, 0.7448387},
        });

        private static final double ADOBE_GAMMA = 563 / 256.0;

        private final double[][] toXyz;

        Space(double[][] toXyz) {
            this.toXyz = toXyz;
        }

        /// A column for each of red, green and blue.
        double[][] toXyz() {
            return toXyz;
        }

        double linear(double value) {
            return switch (this) {
                case SRGB, DISPLAY_P3 -> value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
                case ADOBE_RGB -> Math.pow(value, ADOBE_GAMMA);
            };
        }

        private double encoded(double linear) {
            return switch (this) {
                case SRGB, DISPLAY_P3 ->
                    linear <= 0.0031308 ? linear * 12.92 : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
                case ADOBE_RGB -> Math.pow(Math.max(0, linear), 1 / ADOBE_GAMMA);
            };
        }

        /// @param rgb three numbers, 0 to 1
        double[] xyz(double[] rgb) {
            return product(toXyz, new double[] {linear(rgb[0]), linear(rgb[1]), linear(rgb[2])});
        }

        /// The numbers of this space for a colour of another one.
        double[] of(Space other, double[] rgb) {
            double[] linear = product(inverse(toXyz), other.xyz(rgb));
            return new double[] {encoded(linear[0]), encoded(linear[1]), encoded(linear[2])};
        }
    }

    private Colour() {}

    static double[] lab(double[] xyz) {
        double x = root(xyz[0] / WHITE[0]);
        double y = root(xyz[1] / WHITE[1]);
        double z = root(xyz[2] / WHITE[2]);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double root(double t) {
        return t > 216 / 24389.0 ? Math.cbrt(t) : (24389 / 27.0 * t + 16) / 116;
    }

    /// CIEDE2000, by the names of Sharma, Wu and Dalal 2005.
    static double difference(double[] one, double[] other) {
        double meanC = (Math.hypot(one[1], one[2]) + Math.hypot(other[1], other[2])) / 2;
        double g = 0.5 * (1 - seventh(meanC));
        double a1 = (1 + g) * one[1];
        double a2 = (1 + g) * other[1];
        double c1 = Math.hypot(a1, one[2]);
        double c2 = Math.hypot(a2, other[2]);
        double h1 = hue(a1, one[2]);
        double h2 = hue(a2, other[2]);
        double dh = c1 * c2 == 0 ? 0 : Math.IEEEremainder(h2 - h1, 360);
        double dH = 2 * Math.sqrt(c1 * c2) * sin(dh / 2);
        double h = c1 * c2 == 0 ? h1 + h2 : meanHue(h1, h2);
        double l = (one[0] + other[0]) / 2;
        double c = (c1 + c2) / 2;
        double t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.20 * cos(4 * h - 63);
        double sl = 1 + 0.015 * (l - 50) * (l - 50) / Math.sqrt(20 + (l - 50) * (l - 50));
        double sc = 1 + 0.045 * c;
        double sh = 1 + 0.015 * c * t;
        double rt = -2 * seventh(c) * sin(60 * Math.exp(-Math.pow((h - 275) / 25, 2)));
        double dL = (other[0] - one[0]) / sl;
        double dC = (c2 - c1) / sc;
        return Math.sqrt(dL * dL + dC * dC + dH * dH / (sh * sh) + rt * dC * dH / sh);
    }

    private static double seventh(double c) {
        return Math.sqrt(Math.pow(c, 7) / (Math.pow(c, 7) + Math.pow(25, 7)));
    }

    private static double hue(double a, double b) {
        return (Math.toDegrees(Math.atan2(b, a)) + 360) % 360;
    }

    private static double meanHue(double h1, double h2) {
        double sum = h1 + h2;
        return Math.abs(h1 - h2) <= 180 ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
    }

    private static double sin(double degrees) {
        return Math.sin(Math.toRadians(degrees));
    }

    private static double cos(double degrees) {
        return Math.cos(Math.toRadians(degrees));
    }

    private static double[] product(double[][] matrix, double[] v) {
        double[] result = new double[3];
        for (int i = 0; i < 3; i++) {
            result[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
        }
        return result;
    }

    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        double determinant = 0;
        for (int i = 0; i < 3; i++) {
            determinant += m[0][i] * (m[1][(i + 1) % 3] * m[2][(i + 2) % 3] - m[1][(i + 2) % 3] * m[2][(i + 1) % 3]);
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                inverse[i][j] = (m[(j + 1) % 3][(i + 1) % 3] * m[(j + 2) % 3][(i + 2) % 3]
                                - m[(j + 1) % 3][(i + 2) % 3] * m[(j + 2) % 3][(i + 1) % 3])
                        / determinant;
            }
        }
        return inverse;
    }
}
