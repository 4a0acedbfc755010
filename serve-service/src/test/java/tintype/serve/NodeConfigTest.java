package tintype.serve;

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
import tintype.contract.NodeName;

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
    }

    @Test
    void isSetByTheseNames() {
        SmallRyeConfig set = config(Map.of(
                "TINTYPE_NODE_CACHE_SIZE", "1M",
                "TINTYPE_NODE_CACHED_FILE", "2K",
                "TINTYPE_NODE_CONCURRENT_WRITES", "3",
                "TINTYPE_NODE_MAX_BYTES", "4M",
                "TINTYPE_NODE_KEEP_FREE", "5M",
                "TINTYPE_NODE_RENDER_WAITERS", "6",
                "TINTYPE_NODE_RENDER_DEADLINE", "PT7S",
                "TINTYPE_THUMBNAIL_URL", "http://thumbnail:8082"));
        NodeConfig config = set.getConfigMapping(NodeConfig.class);

        assertThat(config.cacheSize().asLongValue()).isEqualTo(1L << 20);
        assertThat(config.cachedFile().asLongValue()).isEqualTo(2L << 10);
        assertThat(config.concurrentWrites()).isEqualTo(3);
        assertThat(config.maxBytes().asLongValue()).isEqualTo(4L << 20);
        assertThat(config.keepFree().asLongValue()).isEqualTo(5L << 20);
        assertThat(config.renderWaiters()).isEqualTo(6);
        assertThat(config.renderDeadline()).isEqualTo(Duration.ofSeconds(7));
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
