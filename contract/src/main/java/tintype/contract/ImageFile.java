package tintype.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A public file of an image: what was uploaded, or something made from it.
public sealed interface ImageFile {

    Format format();

    /// `original.{ext}`: byte for byte what was uploaded.
    record Original(Format format) implements ImageFile {
        static final String STEM = "original";

        @Override
        public String toString() {
            return STEM + "." + format.extension();
        }
    }

    /// `{recipe}.{ext}`: what the recipe makes of the original, in this format.
    record Variant(Recipe recipe, Format format) implements ImageFile {
        /// For members that are of this type, such as [Presets#former()].
        @JsonCreator
        static Variant ofText(String text) {
            return switch (parse(text).orThrow()) {
                case Variant variant -> variant;
                case Original original -> throw new IllegalArgumentException(original + " is no variant");
            };
        }

        @Override
        public String toString() {
            return recipe + "." + format.extension();
        }
    }

    static Parsed<ImageFile> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return Parsed.refused("The name of a file has an extension");
        }
        String stem = text.substring(0, dot);
        return Format.ofExtension(text.substring(dot + 1)).flatMap(format -> stem.equals(Original.STEM)
                ? Parsed.ok(new Original(format))
                : variant(stem, format));
    }

    private static Parsed<ImageFile> variant(String stem, Format format) {
        return format.isForVariants()
                ? Recipe.parse(stem).map(recipe -> new Variant(recipe, format))
                : Parsed.refused("No variants are made in " + format);
    }

    @JsonCreator
    static ImageFile of(String text) {
        return parse(text).orThrow();
    }

    @JsonValue
    String toString();
}
