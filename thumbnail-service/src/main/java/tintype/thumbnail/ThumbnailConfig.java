package tintype.thumbnail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much is rendered at once; `TINTYPE_THUMBNAIL_…` in the environment.
@ConfigMapping(prefix = "tintype.thumbnail")
public interface ThumbnailConfig {

    /// Threads that decode, scale and encode.
    @WithDefault("2")
    int threads();

    /// Requests of nodes that are waiting for a variant; more get 503.
    @WithDefault("64")
    int concurrentRequests();

    /// For decoding, scaling and encoding one original.
    @WithDefault("60s")
    Duration deadline();
}
