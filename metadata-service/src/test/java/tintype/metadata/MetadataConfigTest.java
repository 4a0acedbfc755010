package tintype.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Names and defaults are an interface: operators write them down.
class MetadataConfigTest {

    @Test
    void hasTheseDefaults() {
        MetadataConfig config = config(Map.of());

        assertThat(config.fresh()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.waiters()).isEqualTo(64);
        assertThat(config.retention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void isSetByTheseNames() {
        MetadataConfig config = config(Map.of(
                "TINTYPE_METADATA_FRESH", "1s",
                "TINTYPE_METADATA_PATIENCE", "2m",
                "TINTYPE_METADATA_WAITERS", "3",
                "TINTYPE_METADATA_RETENTION", "4d"));

        assertThat(config.fresh()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.patience()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.waiters()).isEqualTo(3);
        assertThat(config.retention()).isEqualTo(Duration.ofDays(4));
    }

    private static MetadataConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(MetadataConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(MetadataConfig.class);
    }
}
