package tintype.thumbnail.engine;

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
import tintype.contract.Recipe;

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

    @Override
    public String name() {
        return "imgscalr 4.2";
    }

    @Override
    public Rendering render(Path original, Format type, Collection<ImageFile.Variant> variants) {
        for (ImageFile.Variant variant : variants) {
            if (!Encode.knows(variant.format())) {
                return new Rendering.Unrenderable(
                        "unsupported", "This engine does not write " + variant.format().mediaType() + ".");
            }
        }
        try {
            Orientation orientation = Orientation.of(original, type);
            Picture picture = new Decode(original, type, orientation, variants).picture();
            for (Step step : List.of(new Flatten(), orientation)) {
                picture = step.apply(picture);
            }
            return new Rendering.Done(chain(picture, variants));
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
    private static List<Rendering.Rendered> chain(Picture picture, Collection<ImageFile.Variant> variants)
            throws IOException {
        List<Rendering.Rendered> rendered = new ArrayList<>();
        Deque<Picture> sources = new ArrayDeque<>(List.of(picture));
        for (ImageFile.Variant variant : variants.stream().sorted(LARGEST_FIRST).toList()) {
            Pixels target = variant.recipe().sizeOf(picture.original());
            Picture source = sources.stream().filter(made -> made.covers(target)).findFirst().orElse(picture);
            Picture scaled = new ToSrgb().apply(new Scale(variant.recipe()).apply(source));
            byte[] bytes = new Encode(variant.format(), variant.recipe().quality()).bytes(scaled.pixels());
            rendered.add(new Rendering.Rendered(variant, scaled.size(), bytes));
            if (variant.recipe().mode() == Recipe.Mode.FIT) {
                sources.addFirst(scaled);
            }
        }
        return rendered;
    }
}
