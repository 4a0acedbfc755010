package tintype.render;

import java.util.Optional;
import tintype.contract.Pixels;

/// What a picture may claim in its header, asked before anything of it is decoded: a file of 610 bytes can claim
/// 16 million pixels a side.
///
/// @param pixels of all frames together
/// @param side   pixels
/// @param memory bytes that decoding may take, as far as it can be foretold
public record Limits(long pixels, int side, long memory) {

    public static final Limits DEFAULT = new Limits(100_000_000, 40_000, 256L << 20);

    private static final String TOO_BIG = "too-big";

    /// @param memory bytes that the decoder will need for this picture
    public Optional<Rendering.Unrenderable> refusal(Pixels size, int frames, long memory) {
        if (size.longestSide() > side) {
            return tooBig("The picture is %s; a side may have %d pixels.".formatted(size, side));
        }
        if (size.count() * frames > pixels) {
            return tooBig("The picture has %d pixels, counted over all frames; it may have %d."
                    .formatted(size.count() * frames, pixels));
        }
        if (memory > this.memory) {
            return tooBig("The picture needs %d MB of memory to be decoded; a render job may take %d."
                    .formatted(memory >> 20, this.memory >> 20));
        }
        return Optional.empty();
    }

    private static Optional<Rendering.Unrenderable> tooBig(String detail) {
        return Optional.of(new Rendering.Unrenderable(TOO_BIG, detail));
    }
}
