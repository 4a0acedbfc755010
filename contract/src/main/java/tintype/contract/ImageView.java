package tintype.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An image as the API shows it: the answer to an upload, and an entry of the catalogue.
///
/// @param failure why no variants could be made, when the state is `failed`
/// @param srcset  for the attribute of the same name of HTML's `img`: each width once
public record ImageView(
        ImageId id,
        Group group,
        State state,
        Sha256 sha256,
        Format type,
        int width,
        int height,
        int frames,
        long bytes,
        @Nullable String fileName,
        Instant storedAt,
        Map<String, String> labels,
        Link original,
        List<VariantView> variants,
        String srcset,
        @Nullable String failure) {

    public enum State {
        STORED,
        RENDERED,
        FAILED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Link(String url) {}

    public record VariantView(String preset, Recipe recipe, Format type, int width, int height, String url) {}

    /// @param site prefix of every URL, without a slash at its end; empty for URLs relative to the site
    public static ImageView of(Manifest manifest, Presets presets, String site, State state, @Nullable String failure) {
        List<VariantView> variants = presets.current().stream()
                .flatMap(preset -> preset.variants().stream().map(variant -> view(manifest, preset, variant, site)))
                .toList();
        return new ImageView(
                manifest.id(),
                manifest.group(),
                state,
                manifest.sha256(),
                manifest.type(),
                manifest.width(),
                manifest.height(),
                manifest.frames(),
                manifest.bytes(),
                manifest.fileName(),
                manifest.storedAt(),
                manifest.labels(),
                new Link(site + manifest.original().path()),
                variants,
                srcset(variants),
                failure);
    }

    private static VariantView view(Manifest manifest, Preset preset, ImageFile.Variant variant, String site) {
        Pixels size = variant.recipe().sizeOf(manifest.pixels());
        String url = site + manifest.key().name(variant).path();
        return new VariantView(preset.name(), variant.recipe(), variant.format(), size.width(), size.height(), url);
    }

    /// The first format of the first preset decides, as a browser takes no two formats from one `srcset`.
    private static String srcset(List<VariantView> variants) {
        SequencedMap<Integer, String> urls = new LinkedHashMap<>();
        variants.stream()
                .filter(variant -> variant.type() == variants.getFirst().type())
                .filter(variant -> variant.recipe().mode() == Recipe.Mode.FIT)
                .forEach(variant -> urls.putIfAbsent(variant.width(), variant.url()));
        return urls.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey() + "w")
                .collect(Collectors.joining(", "));
    }
}
