package tintype.render.vips;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tintype.contract.Format;
import tintype.contract.Pixels;
import tintype.render.vips.Vips.Option;

/// A file that is decoded: to its picture, or to its frames.
///
/// @param damaged whether to go on where the file is broken
record Original(Vips vips, Path file, Format type, Header header, boolean damaged) {

    private static final int[] SHRINKS = {8, 4, 2};
    private static final int NEVER = 0;
    private static final int ON_ERRORS = 2;

    /// The whole picture, upright, in sRGB, without metadata, as large as the largest variant needs it.
    VipsImage picture(Pixels needed) {
        Pixels stored = header.asStored(needed);
        try (VipsImage image = VipsImage.load(vips, file, type, loading(stored))) {
            return finished(image, stored);
        }
    }

    /// All frames of an animation, each as [#picture] makes the first one. They are decoded in their order, so that none
    /// but these is ever held.
    List<VipsImage> frames(Pixels needed) {
        Pixels stored = header.asStored(needed);
        List<VipsImage> frames = new ArrayList<>();
        try (VipsImage all = VipsImage.load(vips, file, type, failing(), new Option("n", header.frames()))) {
            for (int i = 0; i < header.frames(); i++) {
                try (VipsImage frame = all.frame(i, header.stored())) {
                    frames.add(finished(frame, stored));
                }
            }
            return frames;
        } catch (Vips.VipsException e) {
            frames.forEach(VipsImage::close);
            throw e;
        }
    }

    private VipsImage finished(VipsImage image, Pixels stored) {
        // A conversion by profile takes longer than all the rest.
        boolean inSrgb = image.profile().map(IccProfile::new).map(IccProfile::isSrgb).orElse(true);
        VipsImage small = (inSrgb ? image.resized(stored) : image.resizedInSrgb(stored)).inMemory();
        VipsImage coloured = small.isSrgb() ? small : small.then(VipsImage::toSrgb);
        VipsImage upright = header.orientation() == 1 ? coloured : coloured.then(VipsImage::upright);
        return upright.withoutMetadata();
    }

    /// Of a JPEG the decoder can leave out much: the most that keeps the size that is needed.
    private Option[] loading(Pixels needed) {
        IntStream shrinks = type == Format.JPEG ? IntStream.of(SHRINKS) : IntStream.empty();
        return shrinks.filter(by -> header.stored().width() / by >= needed.width()
                        && header.stored().height() / by >= needed.height())
                .mapToObj(by -> new Option[] {failing(), new Option("shrink", by)})
                .findFirst()
                .orElse(new Option[] {failing()});
    }

    private Option failing() {
        return new Option("fail-on", damaged ? NEVER : ON_ERRORS);
    }
}
