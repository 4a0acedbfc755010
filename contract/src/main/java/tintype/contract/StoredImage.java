package tintype.contract;

import java.util.List;

/// All that a node has of an image; what it answers to `GET /store/{group}/{id}`.
public record StoredImage(Manifest manifest, List<StoredFile> files) {

    public StoredImage {
        files = List.copyOf(files);
    }
}
