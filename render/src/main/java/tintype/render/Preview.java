package tintype.render;

import java.util.Arrays;
import tintype.contract.Placeholder;

/// A few pixels of an upright picture in sRGB, from which its placeholder is made.
///
/// @param rgb row by row, one `0xRRGGBB` for each pixel
public record Preview(int width, int height, int[] rgb) {

    /// Enough for the blur, and few enough to cost nothing.
    public static final int SIDE = 32;

    private static final int BINS_PER_CHANNEL = 8;
    private static final int BIN = 256 / BINS_PER_CHANNEL;

    public Placeholder placeholder() {
        return new Placeholder(BlurHash.of(width, height, rgb), colour());
    }

    /// The mean of the fullest of 512 bins: the mean of all pixels would be a grey that is nowhere in the picture.
    private String colour() {
        int[] counts = new int[BINS_PER_CHANNEL * BINS_PER_CHANNEL * BINS_PER_CHANNEL];
        for (int pixel : rgb) {
            counts[bin(pixel)]++;
        }
        int most = Arrays.stream(counts).max().orElseThrow();
        int[] members = Arrays.stream(rgb).filter(pixel -> counts[bin(pixel)] == most).toArray();
        int fullest = bin(members[0]);
        int[] inFullest = Arrays.stream(members).filter(pixel -> bin(pixel) == fullest).toArray();
        return "#%02x%02x%02x".formatted(mean(inFullest, 16), mean(inFullest, 8), mean(inFullest, 0));
    }

    private static int bin(int pixel) {
        return (channel(pixel, 16) / BIN * BINS_PER_CHANNEL + channel(pixel, 8) / BIN) * BINS_PER_CHANNEL
                + channel(pixel, 0) / BIN;
    }

    private static int mean(int[] pixels, int shift) {
        return (int) Math.round(Arrays.stream(pixels).map(pixel -> channel(pixel, shift)).average().orElseThrow());
    }

    private static int channel(int pixel, int shift) {
        return pixel >> shift & 0xff;
    }
}
