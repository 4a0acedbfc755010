package tintype.contract;

import java.util.List;
import java.util.regex.Pattern;

/// A name for a recipe, and the formats that it is offered in; browsers choose by [ImageView#sources()].
public record Preset(String name, Recipe recipe, List<Format> formats) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public Preset {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A preset's name is lower-case letters, digits and dashes: " + name);
        }
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("The preset " + name + " is offered in no format");
        }
        for (Format format : formats) {
            if (!format.isForVariants()) {
                throw new IllegalArgumentException("No variants are made in " + format + ", which the preset " + name
                        + " asks for");
            }
        }
        formats = List.copyOf(formats);
    }

    public List<ImageFile.Variant> variants() {
        return formats.stream().map(format -> new ImageFile.Variant(recipe, format)).toList();
    }
}
