package tintype.thumbnail;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// How much is rendered at once, and with what; `TINTYPE_THUMBNAIL_…` in the environment.
@ConfigMapping(prefix = "tintype.thumbnail")
public interface ThumbnailConfig {

    /// Processes that decode, scale and encode, one picture at a time each.
    @WithDefault("2")
    int workers();

    /// What one of them may hold. Beyond it, its picture fails and the worker is replaced.
    @WithDefault("400M")
    MemorySize workerMemory();

    /// A worker is replaced after so many pictures.
    @WithDefault("2000")
    int workerPictures();

    /// Path of the libvips to use in the place of the one that comes with Tintype; `none` for an engine without it.
    Optional<String> libvips();

    /// Requests of nodes that are waiting for a variant; more get 503.
    @WithDefault("64")
    int concurrentRequests();

    /// For decoding, scaling and encoding one original.
    @WithDefault("60s")
    Duration deadline();
}
