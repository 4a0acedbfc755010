package tintype.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An image as the API shows it: the answer to an upload, and an entry of the catalogue.
///
/// @param srcset      for the attribute of the same name of HTML's `img`, in the format that most programs read
/// @param sources     for the elements `source` of HTML's `picture`, in their order: a browser takes the first it can
/// @param failure     why no variants could be made, when the state is `failed`
/// @param placeholder what to paint until the picture is there; absent until it is rendered
/// @param damaged     whether a part of the picture could not be read, and the variants show what could
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
        List<Source> sources,
        @Nullable String failure,
        @Nullable Placeholder placeholder,
        boolean damaged) {

    /// Smaller files first, as a browser takes the first format that it reads.
    private static final List<Format> FOR_SOME_BROWSERS = List.of(Format.AVIF, Format.WEBP);
    /// Only one of them is offered: no browser would look behind it.
    private static final List<Format> FOR_ALL_BROWSERS = List.of(Format.JPEG, Format.PNG);

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

    /// @param srcset each width once
    public record Source(Format type, String srcset) {}

    /// What came of rendering, as far as it is known.
    public record Progress(
            State state, @Nullable String failure, @Nullable Placeholder placeholder, boolean damaged) {

        public static final Progress NONE_YET = new Progress(State.STORED, null, null, false);
    }

    /// @param site prefix of every URL, without a slash at its end; empty for URLs relative to the site
    public static ImageView of(Manifest manifest, Presets presets, String site, Progress progress) {
        List<VariantView> variants = presets.current().stream()
                .flatMap(preset -> preset.variants().stream().map(variant -> view(manifest, preset, variant, site)))
                .toList();
        List<Source> sources = sources(variants);
        return new ImageView(
                manifest.id(),
                manifest.group(),
                progress.state(),
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
                sources.isEmpty() ? "" : sources.getLast().srcset(),
                sources,
                progress.failure(),
                progress.placeholder(),
                progress.damaged());
    }

    private static VariantView view(Manifest manifest, Preset preset, ImageFile.Variant variant, String site) {
        Pixels size = variant.recipe().sizeOf(manifest.pixels());
        String url = site + manifest.key().name(variant).path();
        return new VariantView(preset.name(), variant.recipe(), variant.format(), size.width(), size.height(), url);
    }

    private static List<Source> sources(List<VariantView> variants) {
        Stream<Source> forSome = FOR_SOME_BROWSERS.stream().flatMap(format -> source(format, variants).stream());
        Stream<Source> forAll =
                FOR_ALL_BROWSERS.stream().flatMap(format -> source(format, variants).stream()).limit(1);
        return Stream.concat(forSome, forAll).toList();
    }

    /// Of the recipes that keep the picture's shape: a browser takes all of a source for one picture in many sizes.
    private static Optional<Source> source(Format format, List<VariantView> variants) {
        SequencedMap<Integer, String> urls = new LinkedHashMap<>();
        variants.stream()
                .filter(variant -> variant.type() == format)
                .filter(variant -> variant.recipe().mode() == Recipe.Mode.FIT)
                .forEach(variant -> urls.putIfAbsent(variant.width(), variant.url()));
        String srcset = urls.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey() + "w")
                .collect(Collectors.joining(", "));
        return srcset.isEmpty() ? Optional.empty() : Optional.of(new Source(format, srcset));
    }
}
