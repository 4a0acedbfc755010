package tintype.render;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tintype.contract.ImageFile;
import tintype.contract.Pixels;
import tintype.contract.Placeholder;

/// What came of rendering an original.
public sealed interface Rendering {

    /// @param damaged whether a part of the picture could not be read, and the variants show what could
    /// @param times   how long the stages took
    record Done(
            List<Rendered> variants, Placeholder placeholder, boolean damaged, Map<Stopwatch.Stage, Duration> times)
            implements Rendering {}

    /// It never will be rendered, however often it is tried.
    ///
    /// @param reason a word for programs: `corrupt`, `truncated`, `unsupported`, `too-big`, `too-slow`, `crashed`
    /// @param detail a sentence for people
    record Unrenderable(String reason, String detail) implements Rendering {}

    /// Nothing is known of the picture: it could not be tried. Worth another try.
    record NotNow(String why) implements Rendering {}

    record Rendered(ImageFile.Variant variant, Pixels size, byte[] bytes) {}
}
