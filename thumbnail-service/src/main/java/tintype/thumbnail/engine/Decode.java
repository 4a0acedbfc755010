package tintype.thumbnail.engine;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.Pixels;

/// From the file to pixels, the first frame only. Leaves out rows and columns that no variant needs: a source of at
/// least twice the largest target is read at a half, a third, and so on.
record Decode(Path original, Format type, Orientation orientation, Collection<ImageFile.Variant> wanted) {

    private static final String OWN_READERS = "com.sun.imageio.";

    Picture picture() throws IOException {
        IOException first = null;
        for (ImageReader reader : readers()) {
            try (ImageInputStream bytes = new FileImageInputStream(original.toFile())) {
                reader.setInput(bytes, true, true);
                return read(reader);
            } catch (IIOException e) {
                // The platform's reader knows no CMYK; the next one does.
                first = first == null ? e : first;
            } finally {
                reader.dispose();
            }
        }
        throw first == null ? new IOException("There is no reader for " + type) : first;
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

    private Picture read(ImageReader reader) throws IOException {
        Pixels size = new Pixels(reader.getWidth(0), reader.getHeight(0));
        int step = step(size);
        ImageReadParam how = reader.getDefaultReadParam();
        how.setSourceSubsampling(step, step, step / 2, step / 2);
        BufferedImage pixels = reader.read(0, how);
        return new Picture(pixels, size, profile(pixels));
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
        return Math.max(1, (int) enough);
    }

    private static @Nullable ICC_Profile profile(BufferedImage pixels) {
        ColorSpace space = pixels.getColorModel().getColorSpace();
        return space.getType() == ColorSpace.TYPE_RGB && !space.isCS_sRGB() && space instanceof ICC_ColorSpace icc
                ? icc.getProfile()
                : null;
    }
}
