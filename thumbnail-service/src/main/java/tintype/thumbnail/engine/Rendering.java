package tintype.thumbnail.engine;

import java.util.List;
import tintype.contract.ImageFile;
import tintype.contract.Pixels;

/// What came of rendering an original.
public sealed interface Rendering {

    record Done(List<Rendered> variants) implements Rendering {}

    /// It never will be rendered, however often it is tried.
    ///
    /// @param reason a word for programs: `corrupt`, `truncated`, `unsupported`, `too-big`, `too-slow`
    /// @param detail a sentence for people
    record Unrenderable(String reason, String detail) implements Rendering {}

    record Rendered(ImageFile.Variant variant, Pixels size, byte[] bytes) {}
}
