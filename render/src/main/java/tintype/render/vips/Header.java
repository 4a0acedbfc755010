package tintype.render.vips;

import java.nio.file.Path;
import tintype.contract.Format;
import tintype.contract.Pixels;

/// What a file says of its picture, before any of it is decoded.
///
/// @param stored      pixels as they lie in the file, of one frame
/// @param orientation EXIF orientation, 1 to 8
/// @param memory      bytes that the decoder will hold: it streams a plain JPEG or PNG, and little else
record Header(Pixels stored, int frames, int orientation, long memory) {

    private static final int FIRST_QUARTER_TURN = 5;
    /// Two bytes for each of up to three coefficients.
    private static final int PROGRESSIVE = 6;
    private static final int RGBA = 4;
    private static final int RGBA_16 = 8;

    static Header of(Vips vips, Path file, Format format) {
        try (VipsImage image = VipsImage.load(vips, file, format)) {
            Pixels size = image.size();
            return new Header(
                    size,
                    frames(image, format),
                    canBeTurned(format) ? image.orientation() : 1,
                    size.count() * bytesPerPixel(format, image.isInterlaced()));
        }
    }

    /// Of what is not an animation, only the first page is ever looked at.
    private static int frames(VipsImage image, Format format) {
        return switch (format) {
            case GIF, WEBP -> image.pages();
            case JPEG, PNG, AVIF, TIFF -> 1;
        };
    }

    /// As everywhere in the suite: browsers turn these, and take no notice of what other formats say.
    private static boolean canBeTurned(Format format) {
        return switch (format) {
            case JPEG, WEBP, TIFF -> true;
            // The loader of AVIF turns the picture itself.
            case PNG, GIF, AVIF -> false;
        };
    }

    private static int bytesPerPixel(Format format, boolean interlaced) {
        return switch (format) {
            case JPEG -> interlaced ? PROGRESSIVE : 0;
            case PNG -> interlaced ? RGBA_16 : 0;
            case GIF, WEBP -> RGBA;
            case AVIF, TIFF -> RGBA_16;
        };
    }

    private boolean isTurned() {
        return orientation >= FIRST_QUARTER_TURN;
    }

    Pixels upright() {
        return isTurned() ? stored.turned() : stored;
    }

    /// The size, before it is turned, of a picture that has this one when it is upright.
    Pixels asStored(Pixels upright) {
        return isTurned() ? upright.turned() : upright;
    }
}
