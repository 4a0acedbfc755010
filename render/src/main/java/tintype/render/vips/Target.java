package tintype.render.vips;

import tintype.contract.ImageFile;
import tintype.contract.Pixels;

/// A variant on its way: first the whole picture is made this large, then what stands out of the box is cut off.
///
/// @param whole size of the whole picture
/// @param size  of the variant
record Target(ImageFile.Variant variant, Pixels whole, Pixels size) {

    static Target of(ImageFile.Variant variant, Pixels upright) {
        Pixels size = variant.recipe().sizeOf(upright);
        Pixels whole = switch (variant.recipe().mode()) {
            case FIT -> size;
            case COVER -> covering(upright, size);
        };
        return new Target(variant, whole, size);
    }

    private static Pixels covering(Pixels upright, Pixels box) {
        double scale = Math.max((double) box.width() / upright.width(), (double) box.height() / upright.height());
        return new Pixels(
                Math.max(box.width(), (int) Math.round(upright.width() * scale)),
                Math.max(box.height(), (int) Math.round(upright.height() * scale)));
    }

    boolean isCropped() {
        return !whole.equals(size);
    }
}
