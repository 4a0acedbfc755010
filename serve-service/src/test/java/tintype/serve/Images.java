package tintype.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Manifest;
import tintype.contract.Recipe;
import tintype.contract.Sha256;
import tintype.contract.store.StoredFile;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.StoreResult;

/// Images for tests. A node does not look into files, so their bytes are any.
public final class Images {

    /// In the map of the tests, even groups are on this node.
    public static final Group HERE = new Group(0x10);
    public static final Group ELSEWHERE = new Group(0x11);
    public static final Group NOWHERE = new Group(0xfff);

    public static final ImageFile.Variant THUMB = new ImageFile.Variant(Recipe.fit(160), Format.JPEG);
    public static final ImageFile.Variant SMALL = new ImageFile.Variant(Recipe.fit(320), Format.JPEG);
    public static final ImageFile.Variant NOT_OFFERED = new ImageFile.Variant(Recipe.fit(161), Format.JPEG);

    private Images() {}

    public static ImageKey key() {
        return new ImageKey(HERE, ImageId.next());
    }

    public static Manifest manifest(ImageKey image, byte[] original) {
        return manifest(image, original, Format.JPEG);
    }

    public static Manifest manifest(ImageKey image, byte[] original, Format type) {
        return new Manifest(
                image.group(), image.id(), Sha256.of(original), original.length, type, 40, 30, 1, "a.jpg",
                Instant.parse("2026-11-23T00:00:00Z"), Map.of());
    }

    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    /// As the intake does it.
    public static StoreResult addOriginal(ImageStore store, ImageKey image, byte[] original) throws IOException {
        Manifest manifest = manifest(image, original);
        Path received = store.newIncoming();
        Files.write(received.resolve(manifest.original().file().toString()), original);
        try {
            return store.add(manifest, received);
        } finally {
            store.discard(received);
        }
    }

    public static StoreResult addVariant(ImageStore store, ImageName variant, byte[] bytes) throws IOException {
        Path received = store.newIncoming();
        Files.write(received.resolve(variant.file().toString()), bytes);
        try {
            var file = new StoredFile(variant.file(), Sha256.of(bytes), bytes.length);
            return store.add(variant.image(), List.of(file), received);
        } finally {
            store.discard(received);
        }
    }
}
