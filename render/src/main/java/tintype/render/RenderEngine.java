package tintype.render;

import java.nio.file.Path;
import java.util.Collection;
import tintype.contract.Format;
import tintype.contract.ImageFile;

/// Makes variants of an original. Uses the CPU of the calling thread, and holds no state between calls.
///
/// Every variant is upright, in sRGB, without metadata, and of the size that [tintype.contract.Recipe#sizeOf] says.
public interface RenderEngine {

    /// For people, and for the event: `imgscalr 4.2`.
    String name();

    /// Leaves out the variants of a format that it cannot write, unless that leaves none.
    ///
    /// @param type     of the original, as upload-service found it
    /// @param variants at least one
    Rendering render(Path original, Format type, Collection<ImageFile.Variant> variants);
}
