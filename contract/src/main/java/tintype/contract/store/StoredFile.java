package tintype.contract.store;

import tintype.contract.ImageFile;
import tintype.contract.Sha256;

/// A public file as it lies on a node. All replicas of it are the same to the byte.
public record StoredFile(ImageFile file, Sha256 sha256, long bytes) {}
