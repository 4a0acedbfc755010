package tintype.serve.disk;

import java.nio.file.Path;
import tintype.contract.ImageName;
import tintype.contract.Sha256;

/// What a node finds under a name.
public sealed interface Served {

    record File(Path path, long bytes, Sha256 sha256) implements Served {}

    /// The image is here, the variant is not.
    record NotYet(ImageName name) implements Served {}

    /// The image is here, its original is not: it was damaged, and nobody had a good one yet.
    record Lost(ImageName name) implements Served {}

    record Deleted() implements Served {}

    record Nothing() implements Served {}
}
