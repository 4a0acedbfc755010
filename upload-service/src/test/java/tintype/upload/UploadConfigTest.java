package tintype.upload;

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
class UploadConfigTest {

    @Test
    void hasTheseDefaults() {
        UploadConfig config = config(Map.of());

        assertThat(config.maxBytes().asLongValue()).isEqualTo(100L << 20);
        assertThat(config.maxPixels()).isEqualTo(100_000_000);
        assertThat(config.maxSide()).isEqualTo(40_000);
        assertThat(config.maxFrames()).isEqualTo(500);
        assertThat(config.maxFiles()).isEqualTo(20);
        assertThat(config.concurrentRequests()).isEqualTo(64);
        assertThat(config.storeAttempts()).isEqualTo(4);
        assertThat(config.storeDeadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void isSetByTheseNames() {
        UploadConfig config = config(Map.of(
                "TINTYPE_UPLOAD_MAX_BYTES", "5M",
                "TINTYPE_UPLOAD_MAX_PIXELS", "1",
                "TINTYPE_UPLOAD_MAX_SIDE", "2",
                "TINTYPE_UPLOAD_MAX_FRAMES", "3",
                "TINTYPE_UPLOAD_MAX_FILES", "4",
                "TINTYPE_UPLOAD_CONCURRENT_REQUESTS", "5",
                "TINTYPE_UPLOAD_STORE_ATTEMPTS", "6",
                "TINTYPE_UPLOAD_STORE_DEADLINE", "PT8S",
                "TINTYPE_UPLOAD_DRAIN", "PT7S"));

        assertThat(config.maxBytes().asLongValue()).isEqualTo(5L << 20);
        assertThat(config.maxPixels()).isEqualTo(1);
        assertThat(config.maxSide()).isEqualTo(2);
        assertThat(config.maxFrames()).isEqualTo(3);
        assertThat(config.maxFiles()).isEqualTo(4);
        assertThat(config.concurrentRequests()).isEqualTo(5);
        assertThat(config.storeAttempts()).isEqualTo(6);
        assertThat(config.storeDeadline()).isEqualTo(Duration.ofSeconds(8));
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(7));
    }

    private static UploadConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(UploadConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(UploadConfig.class);
    }
}
