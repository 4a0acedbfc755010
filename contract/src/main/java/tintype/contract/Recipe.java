package tintype.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a variant is made from its original; the file name says it all: `fit-320x320`, `cover-160x160-q85-r2`.
///
/// Each recipe has one spelling: no leading zeros, options in the order `-q`, `-r`, and none that says the default.
///
/// @param quality  1 to 100, on the scale of the encoder of the format; [#DEFAULT_QUALITY] when the name has no `-q`
/// @param revision rises when the same words shall mean another picture, since a name never changes its meaning;
///                 1 when the name has no `-r`
public record Recipe(Mode mode, Pixels box, int quality, int revision) {

    public enum Mode {
        /// Inside the box, never enlarged.
        FIT,
        /// Fills the box and crops what stands out; never enlarged beyond what the original fills.
        COVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final int DEFAULT_QUALITY = 80;
    public static final int MAX_SIDE = 16_384;

    private static final int FIRST_REVISION = 1;
    private static final int MAX_REVISION = 9_999;
    private static final Pattern SPELLING = Pattern.compile(
            "(fit|cover)-([1-9]\\d{0,4})x([1-9]\\d{0,4})(?:-q([1-9]\\d{0,2}))?(?:-r([1-9]\\d{0,3}))?");

    public Recipe {
        if (box.longestSide() > MAX_SIDE) {
            throw new IllegalArgumentException("The box of a recipe is at most " + MAX_SIDE + " a side, not " + box);
        }
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("Quality is 1 to 100, not " + quality);
        }
        if (revision < FIRST_REVISION || revision > MAX_REVISION) {
            throw new IllegalArgumentException("A revision is 1 to " + MAX_REVISION + ", not " + revision);
        }
    }

    public static Recipe fit(int side) {
        return new Recipe(Mode.FIT, new Pixels(side, side), DEFAULT_QUALITY, FIRST_REVISION);
    }

    public static Parsed<Recipe> parse(String text) {
        Matcher words = SPELLING.matcher(text);
        if (!words.matches()) {
            return Parsed.refused("A recipe reads like fit-320x320 or cover-160x160-q85-r2");
        }
        Mode mode = Mode.valueOf(words.group(1).toUpperCase(Locale.ROOT));
        Pixels box = new Pixels(Integer.parseInt(words.group(2)), Integer.parseInt(words.group(3)));
        int quality = words.group(4) == null ? DEFAULT_QUALITY : Integer.parseInt(words.group(4));
        int revision = words.group(5) == null ? FIRST_REVISION : Integer.parseInt(words.group(5));
        if (box.longestSide() > MAX_SIDE || quality > 100) {
            return Parsed.refused("A recipe's box is at most " + MAX_SIDE + " a side, its quality at most 100");
        }
        Recipe recipe = new Recipe(mode, box, quality, revision);
        return recipe.toString().equals(text)
                ? Parsed.ok(recipe)
                : Parsed.refused("This recipe is spelled " + recipe);
    }

    @JsonCreator
    static Recipe of(String text) {
        return parse(text).orThrow();
    }

    /// The size that the variant of an original has. Known before anything is rendered, and what every engine makes.
    public Pixels sizeOf(Pixels original) {
        return switch (mode) {
            case FIT -> fitted(original);
            case COVER -> covered(original);
        };
    }

    private Pixels fitted(Pixels original) {
        double scale = Math.min(
                1.0, Math.min((double) box.width() / original.width(), (double) box.height() / original.height()));
        return new Pixels(scaled(original.width(), scale), scaled(original.height(), scale));
    }

    /// Keeps the shape of the box; a small original gives a smaller variant of that shape.
    private Pixels covered(Pixels original) {
        double scale = Math.min(
                1.0, Math.min((double) original.width() / box.width(), (double) original.height() / box.height()));
        return new Pixels(scaled(box.width(), scale), scaled(box.height(), scale));
    }

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) Math.round(side * scale));
    }

    @JsonValue
    @Override
    public String toString() {
        return mode + "-" + box
                + (quality == DEFAULT_QUALITY ? "" : "-q" + quality)
                + (revision == FIRST_REVISION ? "" : "-r" + revision);
    }
}
