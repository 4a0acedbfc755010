package tintype.contract;

import java.util.regex.Pattern;

/// What a page can paint in the place of an image before any of its pixels are there.
///
/// @param blurHash a blur of the picture in 6 to 54 characters (the BlurHash algorithm, 4 x 3 components)
/// @param colour   the colour that most of the picture has, for CSS: `#c8a27e`
public record Placeholder(String blurHash, String colour) {

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    public Placeholder {
        if (!COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException("A colour reads like #c8a27e, not " + colour);
        }
    }
}
