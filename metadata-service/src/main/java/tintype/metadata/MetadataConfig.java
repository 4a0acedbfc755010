package tintype.metadata;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// `TINTYPE_METADATA_…` in the environment.
@ConfigMapping(prefix = "tintype.metadata")
public interface MetadataConfig {

    /// An id younger than this, and not known, may be of an upload whose event is still on its way.
    @WithDefault("10s")
    Duration fresh();

    /// How long such an id is waited for.
    @WithDefault("2s")
    Duration patience();

    /// Requests that wait for such ids at the same time; more get their 404 at once.
    @WithDefault("64")
    int waiters();

    /// How long Kafka keeps the events of images.
    @WithDefault("30d")
    Duration retention();
}
