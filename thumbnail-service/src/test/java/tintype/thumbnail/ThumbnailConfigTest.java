package tintype.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Names and defaults are an interface: operators write them down.
class ThumbnailConfigTest {

    @Test
    void hasTheseDefaults() {
        ThumbnailConfig config = config(Map.of());

        assertThat(config.threads()).isEqualTo(2);
        assertThat(config.concurrentRequests()).isEqualTo(64);
        assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void isSetByTheseNames() {
        ThumbnailConfig config = config(Map.of(
                "TINTYPE_THUMBNAIL_THREADS", "7",
                "TINTYPE_THUMBNAIL_CONCURRENT_REQUESTS", "8",
                "TINTYPE_THUMBNAIL_DEADLINE", "PT9S"));

        assertThat(config.threads()).isEqualTo(7);
        assertThat(config.concurrentRequests()).isEqualTo(8);
        assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(9));
    }

    private static ThumbnailConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(ThumbnailConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(ThumbnailConfig.class);
    }
}
