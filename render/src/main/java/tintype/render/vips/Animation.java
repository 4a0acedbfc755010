package tintype.render.vips;

import java.util.ArrayList;
import java.util.List;
import tintype.contract.Format;
import tintype.contract.Pixels;
import tintype.render.Rendering;
import tintype.render.Stopwatch;
import tintype.render.Stopwatch.Stage;

/// The variants that move: the WebP ones of an animation. Each frame is scaled by itself, so that none shines into the
/// next; all are cropped alike, in the middle, since what people look at first may jump from frame to frame.
final class Animation {

    private static final int MAX_FRAMES = 200;
    /// Of all frames of a variant: they are held until it is written.
    private static final long MAX_PIXELS = 30_000_000;

    private Animation() {}

    /// A variant that would be too large shows the first frame, as those in other formats do.
    static boolean moves(Header header, Target target) {
        return target.variant().format() == Format.WEBP
                && header.frames() > 1
                && header.frames() <= MAX_FRAMES
                && target.whole().count() * header.frames() <= MAX_PIXELS;
    }

    /// @param targets the largest one first: each is made from the frames of the one before
    static List<Rendering.Rendered> rendered(Original original, List<Target> targets, Stopwatch watch) {
        if (targets.isEmpty()) {
            return List.of();
        }
        List<Rendering.Rendered> rendered = new ArrayList<>();
        List<VipsImage> frames = watch.time(Stage.DECODE, () -> original.frames(targets.getFirst().whole()));
        try {
            for (Target target : targets) {
                watch.time(Stage.RESIZE, () -> resize(frames, target.whole()));
                byte[] bytes = watch.time(Stage.ENCODE, () -> encoded(frames, target));
                rendered.add(new Rendering.Rendered(target.variant(), target.size(), bytes));
            }
            return rendered;
        } finally {
            frames.forEach(VipsImage::close);
        }
    }

    /// One by one: those that are not yet made are still closed, should one fail.
    private static List<VipsImage> resize(List<VipsImage> frames, Pixels size) {
        for (int i = 0; i < frames.size(); i++) {
            VipsImage large = frames.get(i);
            if (!large.size().equals(size)) {
                frames.set(i, large.resized(size).inMemory());
                large.close();
            }
        }
        return frames;
    }

    private static byte[] encoded(List<VipsImage> frames, Target target) {
        if (!target.isCropped()) {
            return joined(frames, target);
        }
        List<VipsImage> cropped = frames.stream().map(frame -> frame.croppedInTheMiddle(target.size())).toList();
        try {
            return joined(cropped, target);
        } finally {
            cropped.forEach(VipsImage::close);
        }
    }

    private static byte[] joined(List<VipsImage> frames, Target target) {
        try (VipsImage all = VipsImage.joined(frames, target.size())) {
            return Encoding.encoded(all, target.variant());
        }
    }
}
