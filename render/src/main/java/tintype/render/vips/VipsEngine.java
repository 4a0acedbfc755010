package tintype.render.vips;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.Pixels;
import tintype.contract.Placeholder;
import tintype.contract.Recipe;
import tintype.render.Limits;
import tintype.render.Preview;
import tintype.render.RenderEngine;
import tintype.render.Rendering;
import tintype.render.Stopwatch;
import tintype.render.Stopwatch.Stage;
import tintype.render.vips.Vips.Option;

/// libvips decodes, scales and encodes. Fast, and written in C: to be run where a crash harms one picture only.
public final class VipsEngine implements RenderEngine {

    private static final Logger LOG = Logger.getLogger(VipsEngine.class);
    private static final Comparator<Target> LARGEST_FIRST =
            Comparator.comparingLong((Target target) -> target.whole().count()).reversed();
    private static final int[] SHRINKS = {8, 4, 2};
    private static final int NEVER = 0;
    private static final int ON_ERRORS = 2;

    private final Vips vips;
    private final Limits limits;

    private VipsEngine(Vips vips, Limits limits) {
        this.vips = vips;
        this.limits = limits;
    }

    /// @throws UnsatisfiedLinkError when this is no libvips that can be used
    public static VipsEngine with(Path library, Limits limits) {
        return new VipsEngine(Vips.in(library), limits);
    }

    /// @param name as the system's linker knows it
    /// @throws UnsatisfiedLinkError when there is none, or none that can be used
    public static VipsEngine ofSystem(String name, Limits limits) {
        return new VipsEngine(Vips.named(name), limits);
    }

    @Override
    public String name() {
        return "libvips " + vips.version();
    }

    /// One at a time, as there is one error buffer.
    @Override
    public synchronized Rendering render(Path original, Format type, Collection<ImageFile.Variant> variants) {
        vips.takeErrors();
        try {
            Header header = Header.of(vips, original, type);
            Optional<Rendering.Unrenderable> refusal = limits.refusal(header.stored(), header.frames(), header.memory());
            return refusal.isPresent() ? refusal.get() : wholeOrDamaged(original, type, header, variants);
        } catch (Vips.VipsException e) {
            LOG.infof("Cannot render %s: %s", original, e.getMessage());
            vips.takeErrors();
            return new Rendering.Unrenderable("corrupt", "The picture cannot be decoded; the file may be damaged.");
        }
    }

    /// One in a hundred photos has some damage that nobody ever saw: what can be read is better than nothing.
    private Rendering wholeOrDamaged(
            Path original, Format type, Header header, Collection<ImageFile.Variant> variants) {
        try {
            return rendered(original, type, header, variants, false);
        } catch (Vips.VipsException e) {
            LOG.infof("Rendering what can be read of %s: %s", original, e.getMessage());
            return rendered(original, type, header, variants, true);
        }
    }

    private Rendering rendered(
            Path original, Format type, Header header, Collection<ImageFile.Variant> variants, boolean damaged) {
        List<Target> targets = variants.stream()
                .filter(variant -> Encoding.knows(variant.format()))
                .map(variant -> Target.of(variant, header.upright()))
                .sorted(LARGEST_FIRST)
                .toList();
        if (targets.isEmpty()) {
            return new Rendering.Unrenderable("unsupported", "None of the formats that are asked for can be written.");
        }
        var watch = new Stopwatch();
        List<VipsImage> made = new ArrayList<>();
        try {
            Pixels largest = targets.getFirst().whole();
            made.add(watch.time(Stage.DECODE, () -> decoded(original, type, header, largest, damaged)));
            List<Rendering.Rendered> rendered = new ArrayList<>();
            for (Target target : targets) {
                VipsImage whole = watch.time(Stage.RESIZE, () -> whole(target, made));
                byte[] bytes = watch.time(Stage.ENCODE, () -> encoded(whole, target));
                rendered.add(new Rendering.Rendered(target.variant(), target.size(), bytes));
            }
            return new Rendering.Done(rendered, placeholder(made.getLast()), damaged, watch.times());
        } finally {
            made.forEach(VipsImage::close);
        }
    }

    /// The whole picture, upright, in sRGB, without metadata, as large as the largest variant needs it.
    private VipsImage decoded(Path original, Format type, Header header, Pixels needed, boolean damaged) {
        Pixels stored = header.asStored(needed);
        try (VipsImage file = VipsImage.load(vips, original, type, loading(type, header.stored(), stored, damaged))) {
            // A conversion by profile takes longer than all the rest.
            boolean inSrgb = file.profile().map(IccProfile::new).map(IccProfile::isSrgb).orElse(true);
            VipsImage small = (inSrgb ? file.resized(stored) : file.resizedInSrgb(stored)).inMemory();
            VipsImage coloured = small.isSrgb() ? small : small.then(VipsImage::toSrgb);
            VipsImage upright = header.orientation() == 1 ? coloured : coloured.then(VipsImage::upright);
            return upright.withoutMetadata();
        }
    }

    /// Of a JPEG the decoder can leave out much: the most that keeps the size that is needed.
    private static Option[] loading(Format type, Pixels stored, Pixels needed, boolean damaged) {
        Option failing = new Option("fail-on", damaged ? NEVER : ON_ERRORS);
        if (type == Format.JPEG) {
            for (int shrink : SHRINKS) {
                if (stored.width() / shrink >= needed.width() && stored.height() / shrink >= needed.height()) {
                    return new Option[] {failing, new Option("shrink", shrink)};
                }
            }
        }
        return new Option[] {failing};
    }

    /// From the smallest picture so far that is large enough; keeps the whole one for those that follow.
    private static VipsImage whole(Target target, List<VipsImage> made) {
        VipsImage source = made.reversed().stream()
                .filter(image -> covers(image.size(), target.whole()))
                .findFirst()
                .orElse(made.getFirst());
        if (source.size().equals(target.whole())) {
            return source;
        }
        VipsImage whole = source.resized(target.whole()).inMemory();
        made.add(whole);
        return whole;
    }

    private byte[] encoded(VipsImage whole, Target target) {
        if (!target.isCropped()) {
            return encoded(whole, target.variant());
        }
        try (VipsImage cropped = whole.cropped(target.size())) {
            return encoded(cropped, target.variant());
        }
    }

    private byte[] encoded(VipsImage image, ImageFile.Variant variant) {
        Option[] options = Encoding.of(variant.format())
                .options(variant.recipe().quality(), image.size())
                .toArray(Option[]::new);
        if (variant.format() == Format.JPEG && image.hasAlpha()) {
            try (VipsImage opaque = image.onWhite()) {
                return opaque.saved(variant.format(), options);
            }
        }
        return image.saved(variant.format(), options);
    }

    private static boolean covers(Pixels size, Pixels target) {
        return size.width() >= target.width() && size.height() >= target.height();
    }

    private Placeholder placeholder(VipsImage smallest) {
        Pixels few = Recipe.fit(Preview.SIDE).sizeOf(smallest.size());
        try (VipsImage small = smallest.resized(few).inMemory()) {
            if (!small.hasAlpha()) {
                return preview(small);
            }
            try (VipsImage opaque = small.onWhite()) {
                return preview(opaque);
            }
        }
    }

    private static Placeholder preview(VipsImage image) {
        byte[] samples = image.samples();
        int bands = image.bands();
        int[] rgb = new int[samples.length / bands];
        for (int pixel = 0; pixel < rgb.length; pixel++) {
            int at = pixel * bands;
            rgb[pixel] = (samples[at] & 0xff) << 16 | (samples[at + 1] & 0xff) << 8 | samples[at + 2] & 0xff;
        }
        return new Preview(image.size().width(), image.size().height(), rgb).placeholder();
    }
}
