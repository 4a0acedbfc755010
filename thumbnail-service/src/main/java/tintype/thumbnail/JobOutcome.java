package tintype.thumbnail;

import java.util.List;
import tintype.contract.ImageEvent;

/// How a render job ended.
sealed interface JobOutcome {

    /// All that was wanted is stored, whether or not it was this job that rendered it.
    record Stored(List<ImageEvent.RenderedVariant> variants) implements JobOutcome {}

    record Unrenderable(String reason, String detail) implements JobOutcome {}

    record Deleted() implements JobOutcome {}

    record Missing() implements JobOutcome {}

    /// Worth another try.
    record Unavailable(String detail) implements JobOutcome {}
}
