package tintype.serve;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tintype.contract.groups.NodeName;

/// Names and defaults are an interface: operators write them down.
class NodeConfigTest {

    @Test
    void hasTheseDefaults() {
        NodeConfig config = config(Map.of()).getConfigMapping(NodeConfig.class);

        assertThat(config.nodeName()).isEqualTo(new NodeName("node-1"));
        assertThat(config.cacheSize().asLongValue()).isEqualTo(32L << 20);
        assertThat(config.cachedFile().asLongValue()).isEqualTo(64L << 10);
        assertThat(config.concurrentWrites()).isEqualTo(64);
        assertThat(config.maxBytes().asLongValue()).isEqualTo(2L << 30);
        assertThat(config.keepFree().asLongValue()).isEqualTo(64L << 20);
        assertThat(config.renderWaiters()).isEqualTo(256);
        assertThat(config.renderDeadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.groupWorkers()).isEqualTo(2);
        assertThat(config.repairRate().asLongValue()).isEqualTo(32L << 20);
        assertThat(config.scrubRate().asLongValue()).isEqualTo(8L << 20);
        assertThat(config.scrubInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(config.compareInterval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.quarantine()).isEqualTo(Duration.ofDays(7));
        assertThat(config.watermark()).isEqualTo(95);
    }

    @Test
    void isSetByTheseNames() {
        SmallRyeConfig set = config(Map.ofEntries(
                entry("TINTYPE_NODE_CACHE_SIZE", "1M"),
                entry("TINTYPE_NODE_CACHED_FILE", "2K"),
                entry("TINTYPE_NODE_CONCURRENT_WRITES", "3"),
                entry("TINTYPE_NODE_MAX_BYTES", "4M"),
                entry("TINTYPE_NODE_KEEP_FREE", "5M"),
                entry("TINTYPE_NODE_RENDER_WAITERS", "6"),
                entry("TINTYPE_NODE_RENDER_DEADLINE", "PT7S"),
                entry("TINTYPE_THUMBNAIL_URL", "http://thumbnail:8082"),
                entry("TINTYPE_NODE_GROUP_WORKERS", "8"),
                entry("TINTYPE_NODE_REPAIR_RATE", "9M"),
                entry("TINTYPE_NODE_SCRUB_RATE", "10M"),
                entry("TINTYPE_NODE_SCRUB_INTERVAL", "PT11S"),
                entry("TINTYPE_NODE_COMPARE_INTERVAL", "PT12S"),
                entry("TINTYPE_NODE_QUARANTINE", "P13D"),
                entry("TINTYPE_NODE_WATERMARK", "14")));
        NodeConfig config = set.getConfigMapping(NodeConfig.class);

        assertThat(config.cacheSize().asLongValue()).isEqualTo(1L << 20);
        assertThat(config.cachedFile().asLongValue()).isEqualTo(2L << 10);
        assertThat(config.concurrentWrites()).isEqualTo(3);
        assertThat(config.maxBytes().asLongValue()).isEqualTo(4L << 20);
        assertThat(config.keepFree().asLongValue()).isEqualTo(5L << 20);
        assertThat(config.renderWaiters()).isEqualTo(6);
        assertThat(config.renderDeadline()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.groupWorkers()).isEqualTo(8);
        assertThat(config.repairRate().asLongValue()).isEqualTo(9L << 20);
        assertThat(config.scrubRate().asLongValue()).isEqualTo(10L << 20);
        assertThat(config.scrubInterval()).isEqualTo(Duration.ofSeconds(11));
        assertThat(config.compareInterval()).isEqualTo(Duration.ofSeconds(12));
        assertThat(config.quarantine()).isEqualTo(Duration.ofDays(13));
        assertThat(config.watermark()).isEqualTo(14);
        assertThat(set.getValue("tintype.thumbnail.url", String.class)).isEqualTo("http://thumbnail:8082");
    }

    private static SmallRyeConfig config(Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("TINTYPE_NODE_NAME", "node-1");
        return new SmallRyeConfigBuilder()
                .withMapping(NodeConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }
}
