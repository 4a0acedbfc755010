package tintype.contract;

/// The size of a picture as a person sees it: upright, after its orientation was applied.
public record Pixels(int width, int height) {

    public Pixels {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A picture has at least one pixel, not " + width + "x" + height);
        }
    }

    public long count() {
        return (long) width * height;
    }

    public int longestSide() {
        return Math.max(width, height);
    }

    public Pixels turned() {
        return new Pixels(height, width);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
