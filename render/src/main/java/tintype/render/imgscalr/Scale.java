package tintype.render.imgscalr;

import java.awt.image.BufferedImage;
import org.imgscalr.Scalr;
import tintype.contract.Pixels;
import tintype.contract.Recipe;

/// To the size that the recipe says, cropping the middle where it says `cover`.
record Scale(Recipe recipe) implements Step {

    @Override
    public Picture apply(Picture picture) {
        Pixels target = recipe.sizeOf(picture.original());
        return picture.with(
                switch (recipe.mode()) {
                    case FIT -> scaled(picture.pixels(), target);
                    case COVER -> cropped(scaled(picture.pixels(), covering(picture.size(), target)), target);
                });
    }

    /// BALANCED looks at four pixels for each that it makes, so it goes down by no more than a half at a time. QUALITY
    /// is slower, and looks worse where the source is close to the target.
    private static BufferedImage scaled(BufferedImage pixels, Pixels target) {
        BufferedImage nearer = pixels;
        while (nearer.getWidth() > 2 * target.width() && nearer.getHeight() > 2 * target.height()) {
            nearer = resized(nearer, nearer.getWidth() / 2, nearer.getHeight() / 2);
        }
        return nearer.getWidth() == target.width() && nearer.getHeight() == target.height()
                ? nearer
                : resized(nearer, target.width(), target.height());
    }

    private static BufferedImage resized(BufferedImage pixels, int width, int height) {
        return Scalr.resize(pixels, Scalr.Method.BALANCED, Scalr.Mode.FIT_EXACT, width, height);
    }

    private static Pixels covering(Pixels size, Pixels target) {
        double scale = Math.max(
                (double) target.width() / size.width(), (double) target.height() / size.height());
        return new Pixels(
                Math.max(target.width(), (int) Math.round(size.width() * scale)),
                Math.max(target.height(), (int) Math.round(size.height() * scale)));
    }

    private static BufferedImage cropped(BufferedImage pixels, Pixels target) {
        int x = (pixels.getWidth() - target.width()) / 2;
        int y = (pixels.getHeight() - target.height()) / 2;
        return Scalr.crop(pixels, x, y, target.width(), target.height());
    }
}
