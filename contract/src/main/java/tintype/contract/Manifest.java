package tintype.contract;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of an original. It lies beside it on every disk, so that a disk describes itself and the catalogue
/// can be made again from disks. Never public.
///
/// @param bytes    length of the original
/// @param type     as read from its bytes, not as the client said
/// @param width    in pixels, of the picture as seen upright
/// @param height   in pixels, of the picture as seen upright
/// @param frames   1, or more when it is animated or has pages
/// @param fileName what the client called it; for people only
public record Manifest(
        Group group,
        ImageId id,
        Sha256 sha256,
        long bytes,
        Format type,
        int width,
        int height,
        int frames,
        @Nullable String fileName,
        Instant storedAt,
        Map<String, String> labels) {

    public static final String FILE_NAME = "manifest.json";

    public Manifest {
        if (bytes < 1 || width < 1 || height < 1 || frames < 1) {
            throw new IllegalArgumentException("The manifest of " + id + " tells of an empty image");
        }
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    public ImageKey key() {
        return new ImageKey(group, id);
    }

    public Pixels pixels() {
        return new Pixels(width, height);
    }

    public ImageName original() {
        return key().name(new ImageFile.Original(type));
    }
}
