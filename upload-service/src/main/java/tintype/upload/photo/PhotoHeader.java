package tintype.upload.photo;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import tintype.contract.Format;
import tintype.contract.Pixels;

/// What a photo says of itself before its pixels. Nothing is decoded.
///
/// @param stored            as it lies in the file: the box around all frames or pages
/// @param upright           as it is seen
/// @param frames            of an animation, or pages
/// @param pixelsOfAllFrames as they lie in the file
public record PhotoHeader(Pixels stored, Pixels upright, int frames, long pixelsOfAllFrames) {

    private static final int FIRST_QUARTER_TURN = 5;
    private static final int LAST_QUARTER_TURN = 8;

    /// All frames are of one size.
    public static PhotoHeader of(Pixels stored, Pixels upright, int frames) {
        return new PhotoHeader(stored, upright, frames, stored.count() * frames);
    }

    /// Of an EXIF orientation.
    static boolean isQuarterTurn(int orientation) {
        return orientation >= FIRST_QUARTER_TURN && orientation <= LAST_QUARTER_TURN;
    }

    /// Only the size is for sure; works as soon as the file's first bytes are there.
    ///
    /// @throws IOException when the header is broken, or not there yet
    public static PhotoHeader atFirstSight(Path file, Format format) throws IOException {
        return switch (format) {
            case JPEG, PNG, GIF, WEBP -> withReader(file, format, reader -> of(size(reader), size(reader), 1));
            case AVIF, TIFF -> of(file, format);
        };
    }

    /// @throws IOException when the header is broken; an [java.io.EOFException] when a part of it is missing
    public static PhotoHeader of(Path file, Format format) throws IOException {
        return switch (format) {
            case JPEG, PNG, GIF, WEBP -> {
                boolean turned = isTurned(file, format);
                yield withReader(file, format, reader -> {
                    Pixels size = size(reader);
                    return of(size, turned ? size.turned() : size, frames(reader, format));
                });
            }
            case AVIF -> inPlace(file, AvifHeader::read);
            case TIFF -> inPlace(file, bytes -> TiffPages.in(bytes).header());
        };
    }

    private interface Parsing {
        PhotoHeader parse(ByteBuffer bytes) throws IOException;
    }

    private static PhotoHeader inPlace(Path file, Parsing parsing) throws IOException {
        try (var channel = FileChannel.open(file);
                var arena = Arena.ofConfined()) {
            return parsing.parse(channel.map(READ_ONLY, 0, channel.size(), arena).asByteBuffer());
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("The header of " + file + " does not hold what it promises", e);
        }
    }

    private interface Reading {
        PhotoHeader read(ImageReader reader) throws IOException;
    }

    private static PhotoHeader withReader(Path file, Format format, Reading reading) throws IOException {
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
            return isQuarterTurn(exif.getInt(ExifIFD0Directory.TAG_ORIENTATION));
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
