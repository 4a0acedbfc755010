package tintype.serve.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tintype.contract.ImageKey;

/// What was deleted, as one empty file each: `tombstones/{group}/{id}`. Names are never reused, so they stay for ever.
record Tombstones(Path directory) {

    boolean has(ImageKey image) {
        return Files.exists(of(image));
    }

    void add(ImageKey image) throws IOException {
        Path tombstone = of(image);
        Durably.createDirectories(tombstone.getParent());
        if (!has(image)) {
            Durably.write(tombstone, new byte[0]);
        }
        // Also when it was there: an event may come twice, and the first time may have ended before this.
        Durably.force(tombstone.getParent());
    }

    private Path of(ImageKey image) {
        return directory.resolve(image.group().toString()).resolve(image.id().toString());
    }
}
