package tintype.render.imgscalr;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataNode;
import org.jboss.logging.Logger;
import org.w3c.dom.NodeList;
import tintype.contract.Format;

/// The colour space that a file says its numbers are of, if that is an RGB space other than sRGB.
///
/// Grey profiles and the chunks gAMA, cHRM and cICP of a PNG are not looked at; four inks are converted by the reader.
final class EmbeddedProfile {

    private static final Logger LOG = Logger.getLogger(EmbeddedProfile.class);
    private static final String PNG_METADATA = "javax_imageio_png_1.0";
    private static final int COLOURS = 3;
    /// Profiles of printers with large tables have up to 2 MB.
    private static final int MAX_BYTES = 4 << 20;

    private EmbeddedProfile() {}

    /// Makes the reader leave the numbers as they are, so that fewer have to be converted: see [ToSrgb].
    static Optional<ICC_Profile> of(ImageReader reader, Format type, ImageReadParam how) throws IOException {
        return switch (type) {
            case JPEG, WEBP -> knownToReader(reader, how);
            case PNG -> ofPng(reader);
            case GIF, AVIF, TIFF -> Optional.empty();
        };
    }

    private static Optional<ICC_Profile> knownToReader(ImageReader reader, ImageReadParam how) throws IOException {
        for (Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0); types.hasNext(); ) {
            ImageTypeSpecifier type = types.next();
            if (type.getColorModel().getColorSpace() instanceof ICC_ColorSpace space && isWide(space)) {
                how.setDestinationType(type);
                return Optional.of(space.getProfile());
            }
        }
        return Optional.empty();
    }

    private static Optional<ICC_Profile> ofPng(ImageReader reader) throws IOException {
        var root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(PNG_METADATA);
        NodeList chunks = root.getElementsByTagName("iCCP");
        if (chunks.getLength() == 0 || !(chunks.item(0) instanceof IIOMetadataNode chunk)) {
            return Optional.empty();
        }
        try (var bytes = new InflaterInputStream(new ByteArrayInputStream((byte[]) chunk.getUserObject()))) {
            var space = new ICC_ColorSpace(ICC_Profile.getInstance(bytes.readNBytes(MAX_BYTES)));
            return isWide(space) ? Optional.of(space.getProfile()) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.infof("The profile cannot be read; the colours are taken for sRGB: %s", e);
            return Optional.empty();
        }
    }

    private static boolean isWide(ICC_ColorSpace space) {
        return space.getType() == ColorSpace.TYPE_RGB && space.getNumComponents() == COLOURS && !space.isCS_sRGB();
    }
}
