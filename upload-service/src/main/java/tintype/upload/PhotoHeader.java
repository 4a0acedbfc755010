package tintype.upload;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import tintype.contract.Format;
import tintype.contract.Pixels;

/// What a photo says of itself before its pixels: read by the decoders' own header readers, nothing is decoded.
///
/// @param stored as it lies in the file
/// @param turned whether it has to be turned by a quarter to be seen upright (EXIF orientation 5 to 8)
record PhotoHeader(Pixels stored, boolean turned, int frames) {

    private static final int FIRST_QUARTER_TURN = 5;
    private static final int LAST_QUARTER_TURN = 8;

    Pixels upright() {
        return turned ? stored.turned() : stored;
    }

    long pixelsOfAllFrames() {
        return stored.count() * frames;
    }

    /// Only the size; works as soon as the file's first bytes are there.
    ///
    /// @throws IOException when the header is broken, or not there yet
    static Pixels size(Path file, Format format) throws IOException {
        return withReader(file, format, PhotoHeader::size);
    }

    /// @throws IOException when the header is broken
    static PhotoHeader of(Path file, Format format) throws IOException {
        boolean turned = isTurned(file, format);
        return withReader(file, format, reader -> new PhotoHeader(size(reader), turned, frames(reader, format)));
    }

    private interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    private static <T> T withReader(Path file, Format format, Reading<T> reading) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByMIMEType(format.mediaType()).next();
        try (ImageInputStream bytes = new FileImageInputStream(file.toFile())) {
            reader.setInput(bytes);
            return reading.read(reader);
        } catch (RuntimeException e) {
            // Readers of ImageIO answer hostile bytes with any exception there is.
            throw new IOException("The header of " + file + " made the " + format + " reader fail", e);
        } finally {
            reader.dispose();
        }
    }

    /// A GIF's screen may be larger than its first frame, and viewers allocate the screen.
    private static Pixels size(ImageReader reader) throws IOException {
        Pixels first = new Pixels(reader.getWidth(0), reader.getHeight(0));
        return GifScreen.of(reader).map(screen -> screen.around(first)).orElse(first);
    }

    private static int frames(ImageReader reader, Format format) throws IOException {
        return switch (format) {
            case JPEG, PNG, AVIF, TIFF -> 1;
            case GIF, WEBP -> Math.max(1, reader.getNumImages(true));
        };
    }

    private static boolean isTurned(Path file, Format format) throws IOException {
        try {
            ExifIFD0Directory exif = exif(file, format).getFirstDirectoryOfType(ExifIFD0Directory.class);
            if (exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
                return false;
            }
            int orientation = exif.getInt(ExifIFD0Directory.TAG_ORIENTATION);
            return orientation >= FIRST_QUARTER_TURN && orientation <= LAST_QUARTER_TURN;
        } catch (ImageProcessingException | MetadataException e) {
            // Without a readable orientation a picture is shown as it lies, by browsers as well as here.
            return false;
        }
    }

    /// Of a JPEG only the EXIF segments are read, whatever else its header holds.
    private static Metadata exif(Path file, Format format) throws IOException, ImageProcessingException {
        return switch (format) {
            case JPEG -> JpegMetadataReader.readMetadata(file.toFile(), List.of(new ExifReader()));
            case WEBP -> {
                try (var bytes = Files.newInputStream(file)) {
                    yield WebpMetadataReader.readMetadata(bytes);
                }
            }
            case PNG, GIF, AVIF, TIFF -> new Metadata();
        };
    }
}
