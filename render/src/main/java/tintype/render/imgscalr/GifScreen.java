package tintype.render.imgscalr;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Element;
import tintype.contract.Pixels;

/// The logical screen of a GIF, of which the first frame may cover a part (GIF89a, sections 18 and 20). The manifest
/// tells the size of the screen.
record GifScreen(int width, int height, int left, int top) {

    private static final String STREAM = "javax_imageio_gif_stream_1.0";
    private static final String FRAME = "javax_imageio_gif_image_1.0";

    static Optional<GifScreen> of(ImageReader reader) throws IOException {
        IIOMetadata stream = reader.getStreamMetadata();
        if (stream == null || !STREAM.equals(stream.getNativeMetadataFormatName())) {
            return Optional.empty();
        }
        Element screen = element(stream, STREAM, "LogicalScreenDescriptor");
        Element frame = element(reader.getImageMetadata(0), FRAME, "ImageDescriptor");
        return Optional.of(new GifScreen(
                number(screen, "logicalScreenWidth"),
                number(screen, "logicalScreenHeight"),
                number(frame, "imageLeftPosition"),
                number(frame, "imageTopPosition")));
    }

    private static Element element(IIOMetadata metadata, String format, String name) {
        return (Element) ((IIOMetadataNode) metadata.getAsTree(format)).getElementsByTagName(name).item(0);
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    /// As upload-service tells it: a frame may also be larger than its screen.
    Pixels size(Pixels frame) {
        return new Pixels(Math.max(width, frame.width()), Math.max(height, frame.height()));
    }

    /// The frame where it belongs, all else transparent.
    ///
    /// @param step by how much the frame was shrunk already
    BufferedImage place(BufferedImage shrunk, Pixels frame, int step) {
        Pixels whole = size(frame);
        if (whole.equals(frame)) {
            return shrunk;
        }
        var screen = new BufferedImage(
                Math.ceilDiv(whole.width(), step), Math.ceilDiv(whole.height(), step), BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = screen.createGraphics();
        pen.drawImage(shrunk, left / step, top / step, null);
        pen.dispose();
        return screen;
    }
}
