package tintype.render.imgscalr;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jboss.logging.Logger;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.Pixels;
import tintype.render.Limits;
import tintype.render.Rendering;

/// From the file to pixels, the first frame only. Leaves out rows and columns that no variant needs: a source of at
/// least twice the largest target is read at a half, a third, and so on.
record Decode(
        Path original, Format type, Orientation orientation, Collection<ImageFile.Variant> wanted, Limits limits) {

    /// The header claims more than is taken.
    static final class Refused extends IOException {
        private final transient Rendering.Unrenderable why;

        Refused(Rendering.Unrenderable why) {
            super(why.detail());
            this.why = why;
        }

        Rendering.Unrenderable why() {
            return why;
        }
    }


    /// The file ends before its picture does.
    static final class Truncated extends IOException {
        Truncated(Path file, Throwable cause) {
            super(file + " is cut off", cause);
        }
    }

    private static final Logger LOG = Logger.getLogger(Decode.class);
    private static final int MUCH = 4;
    private static final String OWN_READERS = "com.sun.imageio.";
    /// So begins the warning of the platform's JPEG reader; it fills up with grey what is missing.
    private static final String CUT_OFF = "Truncated File";

    Picture picture() throws IOException {
        IOException first = null;
        for (ImageReader reader : readers()) {
            try (var bytes = new OriginalInput(original)) {
                return read(reader, bytes);
            } catch (IIOException e) {
                // The platform's reader knows no CMYK; the next one does.
                first = first == null ? e : first;
            } finally {
                reader.dispose();
            }
        }
        throw first == null ? new IOException("There is no reader for " + type) : first;
    }

    /// The profile of a PNG and the screen of a GIF are metadata to their readers.
    private boolean ignoresMetadata() {
        return switch (type) {
            case PNG, GIF, TIFF -> false;
            case JPEG, WEBP, AVIF -> true;
        };
    }

    /// The platform's own first: they are the faster ones.
    private List<ImageReader> readers() {
        List<ImageReader> readers = new ArrayList<>();
        Iterator<ImageReader> found = ImageIO.getImageReadersByMIMEType(type.mediaType());
        while (found.hasNext()) {
            ImageReader reader = found.next();
            readers.add(reader.getClass().getName().startsWith(OWN_READERS) ? 0 : readers.size(), reader);
        }
        return readers;
    }

    private Picture read(ImageReader reader, OriginalInput bytes) throws IOException {
        reader.setInput(bytes, true, ignoresMetadata());
        try {
            return read(reader);
        } catch (EOFException e) {
            throw new Truncated(original, e);
        } catch (IIOException e) {
            throw bytes.wasExhausted() ? new Truncated(original, e) : e;
        }
    }

    private Picture read(ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
        Pixels frame = new Pixels(reader.getWidth(0), reader.getHeight(0));
        Optional<GifScreen> screen = GifScreen.of(reader);
        Pixels size = screen.map(around -> around.size(frame)).orElse(frame);
        Optional<Rendering.Unrenderable> refusal = limits.refusal(size, 1, memory(size));
        if (refusal.isPresent()) {
            throw new Refused(refusal.get());
        }
        int step = Math.min(step(size), Math.min(frame.width(), frame.height()));
        ImageReadParam how = reader.getDefaultReadParam();
        how.setSourceSubsampling(step, step, step / 2, step / 2);
        Optional<ICC_Profile> profile = EmbeddedProfile.of(reader, type, how);
        BufferedImage pixels = reader.read(0, how);
        if (!warnings.isEmpty()) {
            LOG.infof("Rendering what can be read: %s", warnings.getFirst());
        }
        boolean damaged = warnings.stream().anyMatch(warning -> warning.startsWith(CUT_OFF));
        BufferedImage whole = screen.map(around -> around.place(pixels, frame, step)).orElse(pixels);
        return new Picture(whole, size, profile.orElse(null), damaged);
    }

    /// Bytes at the peak. Most readers leave out rows and columns until less than three times the width and height of
    /// the largest variant is left, then held in four bytes a pixel, twice while it is turned or flattened. The WebP
    /// reader decodes every pixel, in four bytes and with as much of its own.
    private long memory(Pixels size) {
        long target = wanted.stream()
                .mapToLong(variant -> variant.recipe().sizeOf(orientation.of(size)).count())
                .max()
                .orElse(0);
        return switch (type) {
            case JPEG, PNG, GIF, TIFF -> Math.min(size.count(), 9 * target) * 8;
            case WEBP, AVIF -> size.count() * 9;
        };
    }

    /// How many times smaller the source can be read and still has a pixel for each that is wanted.
    private int step(Pixels size) {
        Pixels upright = orientation.of(size);
        double enough = wanted.stream()
                .map(variant -> variant.recipe().sizeOf(upright))
                .mapToDouble(target -> Math.min(
                        (double) upright.width() / target.width(), (double) upright.height() / target.height()))
                .min()
                .orElse(1);
        // Skipping rows makes steps where edges were smooth. Where much is skipped, twice as much as needed is read.
        return Math.max(1, (int) (enough < MUCH ? enough : enough / 2));
    }
}
