package tintype.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
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

        assertThat(config.workers()).isEqualTo(2);
        assertThat(config.workerMemory().asLongValue()).isEqualTo(400L << 20);
        assertThat(config.workerPictures()).isEqualTo(2000);
        assertThat(config.libvips()).isEmpty();
        assertThat(config.concurrentRequests()).isEqualTo(64);
        assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void isSetByTheseNames() {
        ThumbnailConfig config = config(Map.of(
                "TINTYPE_THUMBNAIL_WORKERS", "7",
                "TINTYPE_THUMBNAIL_WORKER_MEMORY", "1G",
                "TINTYPE_THUMBNAIL_WORKER_PICTURES", "5",
                "TINTYPE_THUMBNAIL_LIBVIPS", "/opt/libvips.so",
                "TINTYPE_THUMBNAIL_CONCURRENT_REQUESTS", "8",
                "TINTYPE_THUMBNAIL_DEADLINE", "PT9S"));

        assertThat(config.workers()).isEqualTo(7);
        assertThat(config.workerMemory().asLongValue()).isEqualTo(1L << 30);
        assertThat(config.workerPictures()).isEqualTo(5);
        assertThat(config.libvips()).hasValue("/opt/libvips.so");
        assertThat(config.concurrentRequests()).isEqualTo(8);
        assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(9));
    }

    private static ThumbnailConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(ThumbnailConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(ThumbnailConfig.class);
    }
}
