package tintype.cluster.nodes;

import tintype.contract.ImageFile;
import tintype.contract.Sha256;
import tintype.contract.store.StoredFile;

/// A variant on its way to a node.
public record NewVariant(StoredFile file, byte[] bytes) {

    public static NewVariant of(ImageFile.Variant variant, byte[] bytes) {
        return new NewVariant(new StoredFile(variant, Sha256.of(bytes), bytes.length), bytes);
    }
}
