package tintype.upload.photo;

import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tintype.contract.Pixels;

/// The logical screen of a GIF (GIF89a, section 18).
record GifScreen(int width, int height) {

    private static final String METADATA = "javax_imageio_gif_stream_1.0";
    private static final String SCREEN = "LogicalScreenDescriptor";

    static Optional<GifScreen> of(ImageReader reader) throws IOException {
        IIOMetadata stream = reader.getStreamMetadata();
        if (stream == null || !METADATA.equals(stream.getNativeMetadataFormatName())) {
            return Optional.empty();
        }
        Node root = stream.getAsTree(METADATA);
        for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element screen && SCREEN.equals(screen.getTagName())) {
                return Optional.of(new GifScreen(
                        Integer.parseInt(screen.getAttribute("logicalScreenWidth")),
                        Integer.parseInt(screen.getAttribute("logicalScreenHeight"))));
            }
        }
        return Optional.empty();
    }

    Pixels around(Pixels frame) {
        return new Pixels(Math.max(width, frame.width()), Math.max(height, frame.height()));
    }
}
