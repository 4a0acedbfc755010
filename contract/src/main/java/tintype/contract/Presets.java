package tintype.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/// What is made of every image, and what ever was: old URLs stay served.
///
/// @param current what new images are rendered to
/// @param former  variants that once were offered and no longer are; rendered only when somebody asks
public record Presets(List<Preset> current, List<ImageFile.Variant> former) {

    public static final Presets DEFAULT = new Presets(
            List.of(
                    new Preset("thumb", Recipe.fit(160), List.of(Format.JPEG, Format.WEBP)),
                    new Preset("small", Recipe.fit(320), List.of(Format.JPEG, Format.WEBP)),
                    new Preset("medium", Recipe.fit(640), List.of(Format.JPEG, Format.WEBP)),
                    new Preset("large", Recipe.fit(1280), List.of(Format.JPEG, Format.WEBP))),
            List.of());

    public Presets {
        current = List.copyOf(current);
        former = List.copyOf(former);
        Set<String> names = new LinkedHashSet<>();
        for (Preset preset : current) {
            if (!names.add(preset.name())) {
                throw new IllegalArgumentException("Two presets are called " + preset.name());
            }
        }
    }

    /// Each variant once, though two presets may share a recipe.
    public SequencedSet<ImageFile.Variant> variants() {
        var variants = new LinkedHashSet<ImageFile.Variant>();
        current.forEach(preset -> variants.addAll(preset.variants()));
        return variants;
    }

    /// Whether anybody may ask for it; all else needs a signature, so that nobody makes the farm render at will.
    public boolean offers(ImageFile.Variant variant) {
        return variants().contains(variant) || former.contains(variant);
    }

    /// These presets after a change of configuration: what is no longer offered is remembered.
    public Presets changedTo(List<Preset> next) {
        var changed = new Presets(next, List.of());
        var remembered = new LinkedHashSet<>(former);
        remembered.addAll(variants());
        remembered.removeAll(changed.variants());
        return new Presets(next, new ArrayList<>(remembered));
    }
}
