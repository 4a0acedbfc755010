package tintype.render.vips;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

/// libvips decodes, scales and encodes. Fast, and written in C: to be run where a crash harms one picture only.
public final class VipsEngine implements RenderEngine {

    private static final Logger LOG = Logger.getLogger(VipsEngine.class);
    private static final Comparator<Target> LARGEST_FIRST =
            Comparator.comparingLong((Target target) -> target.whole().count()).reversed();

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
            Optional<Rendering.Unrenderable> refusal =
                    limits.refusal(header.stored(), header.frames(), header.memory());
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
        List<Target> targets = variants.stream()
                .filter(variant -> Encoding.knows(variant.format()))
                .map(variant -> Target.of(variant, header.upright()))
                .sorted(LARGEST_FIRST)
                .toList();
        if (targets.isEmpty()) {
            return new Rendering.Unrenderable("unsupported", "None of the formats that are asked for can be written.");
        }
        try {
            return rendered(new Original(vips, original, type, header, false), targets);
        } catch (Vips.VipsException e) {
            LOG.infof("Rendering what can be read of %s: %s", original, e.getMessage());
            return rendered(new Original(vips, original, type, header, true), targets);
        }
    }

    private static Rendering.Done rendered(Original original, List<Target> targets) {
        Map<Boolean, List<Target>> moves = targets.stream()
                .collect(Collectors.partitioningBy(
                        target -> !original.damaged() && Animation.moves(original.header(), target)));
        var watch = new Stopwatch();
        List<VipsImage> made = new ArrayList<>();
        try {
            List<Target> still = moves.get(false);
            // The placeholder is of the first frame, also where there is nothing else to be made of it.
            Pixels needed = (still.isEmpty() ? targets.getLast() : still.getFirst()).whole();
            made.add(watch.time(Stage.DECODE, () -> original.picture(needed)));
            List<Rendering.Rendered> rendered = new ArrayList<>();
            for (Target target : still) {
                VipsImage whole = watch.time(Stage.RESIZE, () -> whole(target, made));
                byte[] bytes = watch.time(Stage.ENCODE, () -> encoded(whole, target));
                rendered.add(new Rendering.Rendered(target.variant(), target.size(), bytes));
            }
            rendered.addAll(Animation.rendered(original, moves.get(true), watch));
            return new Rendering.Done(rendered, placeholder(made.getLast()), original.damaged(), watch.times());
        } finally {
            made.forEach(VipsImage::close);
        }
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

    private static byte[] encoded(VipsImage whole, Target target) {
        if (!target.isCropped()) {
            return Encoding.encoded(whole, target.variant());
        }
        try (VipsImage cropped = whole.cropped(target.size())) {
            return Encoding.encoded(cropped, target.variant());
        }
    }

    private static boolean covers(Pixels size, Pixels target) {
        return size.width() >= target.width() && size.height() >= target.height();
    }

    private static Placeholder placeholder(VipsImage smallest) {
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
