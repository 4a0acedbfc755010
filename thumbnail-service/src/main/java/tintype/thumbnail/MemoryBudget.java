package tintype.thumbnail;

import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import tintype.contract.ImageFile;
import tintype.contract.Manifest;

/// Memory for pictures that are being rendered: by what their headers predict, before anything is decoded.
final class MemoryBudget {

    private static final int MEGABYTE = 1 << 20;

    private final int megabytes;
    private final Semaphore free;

    MemoryBudget(int megabytes) {
        this.megabytes = megabytes;
        this.free = new Semaphore(megabytes, true);
    }

    /// Some of the heap is for everything else.
    static MemoryBudget ofThisProcess() {
        return new MemoryBudget((int) (Runtime.getRuntime().maxMemory() / MEGABYTE * 3 / 4));
    }

    /// Bytes at the peak. Most readers leave out rows and columns until less than three times the width and height of
    /// the largest variant is left, then held in four bytes a pixel, twice while it is turned or flattened. The WebP
    /// reader decodes every pixel, in four bytes and with as much of its own.
    static long neededFor(Manifest manifest, Collection<ImageFile.Variant> variants) {
        long pixels = manifest.pixels().count();
        long target = variants.stream()
                .mapToLong(variant -> variant.recipe().sizeOf(manifest.pixels()).count())
                .max()
                .orElse(0);
        return switch (manifest.type()) {
            case JPEG, PNG, GIF, AVIF, TIFF -> Math.min(pixels, 9 * target) * 8;
            case WEBP -> pixels * 9;
        };
    }

    boolean canEverHold(long bytes) {
        return permits(bytes) <= megabytes;
    }

    <T> T holding(long bytes, Callable<T> work) throws Exception {
        free.acquire(permits(bytes));
        try {
            return work.call();
        } finally {
            free.release(permits(bytes));
        }
    }

    private static int permits(long bytes) {
        return (int) (bytes / MEGABYTE) + 1;
    }
}
