package tintype.thumbnail;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tintype.contract.ImageFile;
import tintype.contract.Placeholder;
import tintype.contract.events.ImageEvent;

/// How a render job ended.
sealed interface JobOutcome {

    /// All that was wanted is stored, whether or not it was this job that rendered it.
    ///
    /// @param variants    without those of a format that the engine cannot write
    /// @param placeholder null when nothing had to be rendered
    record Stored(List<ImageEvent.RenderedVariant> variants, @Nullable Placeholder placeholder, boolean damaged)
            implements JobOutcome {

        boolean has(ImageFile.Variant variant) {
            return variants.stream().anyMatch(stored -> stored.file().equals(variant));
        }
    }

    record Unrenderable(String reason, String detail) implements JobOutcome {}

    record Deleted() implements JobOutcome {}

    record Missing() implements JobOutcome {}

    /// Worth another try.
    ///
    /// @param what is not there: the servers of the image, or the workers
    record Unavailable(ThumbnailFailure what, String detail) implements JobOutcome {

        static Unavailable store(String detail) {
            return new Unavailable(ThumbnailFailure.STORE_UNAVAILABLE, detail);
        }

        static Unavailable renderer(String detail) {
            return new Unavailable(ThumbnailFailure.RENDERER_UNAVAILABLE, detail);
        }
    }
}
