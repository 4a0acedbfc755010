package tintype.serve;

/// From how much of a disk in use on it takes no new images; and then not before some percent have become free, so
/// that it does not change with every image.
final class Watermark {

    private static final int HYSTERESIS = 3;

    private final int percent;
    private boolean isAbove;

    Watermark(int percent) {
        this.percent = percent;
    }

    synchronized boolean isAbove(long freeBytes, long totalBytes) {
        double used = 100.0 * (1 - (double) freeBytes / Math.max(1, totalBytes));
        isAbove = used >= (isAbove ? percent - HYSTERESIS : percent);
        return isAbove;
    }
}
