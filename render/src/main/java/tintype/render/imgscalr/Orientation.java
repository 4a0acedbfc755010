package tintype.render.imgscalr;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tintype.contract.Format;
import tintype.contract.Pixels;

/// How a picture has to be turned and mirrored to be seen upright: EXIF 2.32, tag 0x0112. The order is the tag's.
enum Orientation implements Step {
    UPRIGHT(false),
    MIRRORED(false),
    UPSIDE_DOWN(false),
    UPSIDE_DOWN_MIRRORED(false),
    MIRRORED_ON_ITS_LEFT(true),
    ON_ITS_LEFT(true),
    MIRRORED_ON_ITS_RIGHT(true),
    ON_ITS_RIGHT(true);

    private final boolean turned;

    Orientation(boolean turned) {
        this.turned = turned;
    }

    /// A picture that does not say, or not readably, is shown as it lies, as browsers do.
    static Orientation of(Path original, Format type) throws IOException {
        try {
            ExifIFD0Directory exif = exif(original, type).getFirstDirectoryOfType(ExifIFD0Directory.class);
            if (exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
                return UPRIGHT;
            }
            int tag = exif.getInt(ExifIFD0Directory.TAG_ORIENTATION);
            return tag >= 1 && tag <= values().length ? values()[tag - 1] : UPRIGHT;
        } catch (ImageProcessingException | MetadataException e) {
            return UPRIGHT;
        }
    }

    private static Metadata exif(Path file, Format type) throws IOException, ImageProcessingException {
        return switch (type) {
            case JPEG -> JpegMetadataReader.readMetadata(file.toFile(), List.of(new ExifReader()));
            case WEBP -> {
                try (var bytes = Files.newInputStream(file)) {
                    yield WebpMetadataReader.readMetadata(bytes);
                }
            }
            case PNG, GIF, AVIF, TIFF -> new Metadata();
        };
    }

    /// The size of a picture as it is seen upright.
    Pixels of(Pixels stored) {
        return turned ? stored.turned() : stored;
    }

    @Override
    public Picture apply(Picture picture) {
        if (this == UPRIGHT) {
            return picture;
        }
        BufferedImage from = picture.pixels();
        Pixels size = of(picture.size());
        BufferedImage upright = new BufferedImage(size.width(), size.height(), from.getType());
        Graphics2D pen = upright.createGraphics();
        pen.drawImage(from, transform(from.getWidth(), from.getHeight()), null);
        pen.dispose();
        return new Picture(upright, of(picture.original()), picture.profile(), picture.damaged());
    }

    /// From where a pixel lies in the file to where it is seen; columns as AffineTransform takes them.
    private AffineTransform transform(int width, int height) {
        return switch (this) {
            case UPRIGHT -> new AffineTransform();
            case MIRRORED -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case UPSIDE_DOWN -> new AffineTransform(-1, 0, 0, -1, width, height);
            case UPSIDE_DOWN_MIRRORED -> new AffineTransform(1, 0, 0, -1, 0, height);
            case MIRRORED_ON_ITS_LEFT -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case ON_ITS_LEFT -> new AffineTransform(0, 1, -1, 0, height, 0);
            case MIRRORED_ON_ITS_RIGHT -> new AffineTransform(0, -1, -1, 0, height, width);
            case ON_ITS_RIGHT -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
    }
}
