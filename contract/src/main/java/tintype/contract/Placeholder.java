package tintype.contract;

import java.util.regex.Pattern;

/// What a page can paint in the place of an image before any of its pixels are there.
///
/// @param blurHash a blur of the picture in some characters (the BlurHash algorithm, 4 x 3 components: 28 characters)
/// @param colour   the colour that most of the picture has, for CSS: `#c8a27e`
public record Placeholder(String blurHash, String colour) {

    /// Base 83, two characters for each component but the first.
    private static final Pattern BLUR_HASH = Pattern.compile("[0-9A-Za-z#$%*+,.:;=?@\\[\\]^_{|}~-]{6,166}");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    public Placeholder {
        if (!BLUR_HASH.matcher(blurHash).matches()) {
            throw new IllegalArgumentException("A BlurHash is 6 to 166 characters of base 83, not " + blurHash);
        }
        if (!COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException("A colour reads like #c8a27e, not " + colour);
        }
    }
}
