package tintype.render.imgscalr;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import javax.imageio.ImageIO;
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

/// ImageIO decodes, imgscalr scales. In pure Java, so it runs wherever the service runs.
public final class ImgscalrEngine implements RenderEngine {

    private static final Logger LOG = Logger.getLogger(ImgscalrEngine.class);
    private static final String DAMAGED = "The picture cannot be decoded; the file may be damaged.";
    private static final Comparator<ImageFile.Variant> LARGEST_FIRST =
            Comparator.comparingInt((ImageFile.Variant variant) -> variant.recipe().box().longestSide()).reversed();

    static {
        // Temporary files for every picture would cost more than they save.
        ImageIO.setUseCache(false);
    }

    private final Limits limits;

    public ImgscalrEngine(Limits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "imgscalr 4.2";
    }

    @Override
    public Rendering render(Path original, Format type, Collection<ImageFile.Variant> variants) {
        List<ImageFile.Variant> possible =
                variants.stream().filter(variant -> Encode.knows(variant.format())).toList();
        if (possible.isEmpty()) {
            return new Rendering.Unrenderable("unsupported", "None of the formats that are asked for can be written.");
        }
        if (type == Format.AVIF) {
            return new Rendering.Unrenderable("unsupported", "AVIF cannot be read here.");
        }
        try {
            Orientation orientation = Orientation.of(original, type);
            var watch = new Stopwatch();
            Picture picture = watch.time(
                    Stage.DECODE, () -> new Decode(original, type, orientation, possible, limits).picture());
            for (Step step : List.of(new Flatten(), orientation)) {
                picture = step.apply(picture);
            }
            return chain(picture, possible, watch);
        } catch (Decode.Refused e) {
            return e.why();
        } catch (Decode.Truncated e) {
            LOG.infof("Cannot decode %s: %s", original, e.getCause());
            return new Rendering.Unrenderable("truncated", "The end of the picture is missing; the file was cut off.");
        } catch (IOException e) {
            LOG.infof("Cannot decode %s: %s", original, e);
            return new Rendering.Unrenderable("corrupt", DAMAGED);
        } catch (RuntimeException e) {
            // Decoders of ImageIO answer hostile bytes with any exception there is.
            LOG.infof(e, "The decoder broke on %s", original);
            return new Rendering.Unrenderable("corrupt", DAMAGED);
        } catch (OutOfMemoryError e) {
            // What the job held is free again by now.
            LOG.warnf(e, "Not enough memory to render %s", original);
            return new Rendering.Unrenderable("too-big", "The picture needs more memory than there is.");
        }
    }

    /// Largest first; each from the smallest picture made so far that is still large enough. A crop is no source.
    private static Rendering.Done chain(
            Picture picture, Collection<ImageFile.Variant> variants, Stopwatch watch)
            throws IOException {
        List<Rendering.Rendered> rendered = new ArrayList<>();
        Deque<Picture> sources = new ArrayDeque<>(List.of(picture));
        for (ImageFile.Variant variant : variants.stream().sorted(LARGEST_FIRST).toList()) {
            Pixels target = variant.recipe().sizeOf(picture.original());
            Picture source = sources.stream().filter(made -> made.covers(target)).findFirst().orElse(picture);
            Picture scaled = watch.time(
                    Stage.RESIZE, () -> new ToSrgb().apply(new Scale(variant.recipe()).apply(source)));
            byte[] bytes = watch.time(
                    Stage.ENCODE,
                    () -> new Encode(variant.format(), variant.recipe().quality()).bytes(scaled.pixels()));
            rendered.add(new Rendering.Rendered(variant, scaled.size(), bytes));
            if (variant.recipe().mode() == Recipe.Mode.FIT) {
                sources.addFirst(scaled);
            }
        }
        return new Rendering.Done(rendered, placeholder(sources.getFirst()), picture.damaged(), watch.times());
    }

    private static Placeholder placeholder(Picture smallest) {
        BufferedImage few = new ToSrgb().apply(new Scale(Recipe.fit(Preview.SIDE)).apply(smallest)).pixels();
        int[] rgb = few.getRGB(0, 0, few.getWidth(), few.getHeight(), null, 0, few.getWidth());
        return new Preview(few.getWidth(), few.getHeight(), rgb).placeholder();
    }
}
