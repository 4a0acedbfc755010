package tintype.render.imgscalr;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;
import tintype.contract.Pixels;

/// A picture on its way through the steps.
///
/// @param original the size of the original as it is seen by now, whatever the size of the pixels at hand
/// @param profile  what the numbers of the pixels mean; null is sRGB
/// @param damaged  whether a part of it could not be read
record Picture(BufferedImage pixels, Pixels original, @Nullable ICC_Profile profile, boolean damaged) {

    Picture with(BufferedImage next) {
        return new Picture(next, original, profile, damaged);
    }

    boolean covers(Pixels target) {
        return pixels.getWidth() >= target.width() && pixels.getHeight() >= target.height();
    }

    Pixels size() {
        return new Pixels(pixels.getWidth(), pixels.getHeight());
    }
}
