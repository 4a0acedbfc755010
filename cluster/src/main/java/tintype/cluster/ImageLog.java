package tintype.cluster;

import org.jboss.logging.MDC;
import tintype.contract.ImageKey;

/// Names the image and its group in every line that is logged until it is closed.
public final class ImageLog implements AutoCloseable {

    private static final String KEY = "image";

    private ImageLog() {}

    public static ImageLog of(ImageKey image) {
        MDC.put(KEY, image.toString());
        return new ImageLog();
    }

    @Override
    public void close() {
        MDC.remove(KEY);
    }
}
