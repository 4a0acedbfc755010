package tintype.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/// Names and defaults are an interface: operators write them down.
class GatewayConfigTest {

    @Test
    void hasTheseDefaults() {
        GatewayConfig config = config(Map.of());

        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.nodeTimeout()).isEqualTo(Duration.ofSeconds(40));
        assertThat(config.checkInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.serviceTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(config.connections()).isEqualTo(128);
        assertThat(config.waiting()).isEqualTo(1024);
        assertThat(config.waitTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.chunk().asLongValue()).isEqualTo(1 << 16);
        assertThat(config.mapPatience()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void isSetByTheseNames() {
        GatewayConfig config = config(Map.ofEntries(
                Map.entry("TINTYPE_GATEWAY_CONNECT_TIMEOUT", "PT1M"),
                Map.entry("TINTYPE_GATEWAY_NODE_TIMEOUT", "PT2M"),
                Map.entry("TINTYPE_GATEWAY_CHECK_INTERVAL", "PT11M"),
                Map.entry("TINTYPE_GATEWAY_SERVICE_TIMEOUT", "PT3M"),
                Map.entry("TINTYPE_GATEWAY_IDLE_TIMEOUT", "PT4M"),
                Map.entry("TINTYPE_GATEWAY_CONNECTIONS", "5"),
                Map.entry("TINTYPE_GATEWAY_WAITING", "6"),
                Map.entry("TINTYPE_GATEWAY_WAIT_TIMEOUT", "PT7M"),
                Map.entry("TINTYPE_GATEWAY_CHUNK", "8K"),
                Map.entry("TINTYPE_GATEWAY_MAP_PATIENCE", "PT9M"),
                Map.entry("TINTYPE_GATEWAY_DRAIN", "PT10M")));

        assertThat(config.connectTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.nodeTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.checkInterval()).isEqualTo(Duration.ofMinutes(11));
        assertThat(config.serviceTimeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofMinutes(4));
        assertThat(config.connections()).isEqualTo(5);
        assertThat(config.waiting()).isEqualTo(6);
        assertThat(config.waitTimeout()).isEqualTo(Duration.ofMinutes(7));
        assertThat(config.chunk().asLongValue()).isEqualTo(8 << 10);
        assertThat(config.mapPatience()).isEqualTo(Duration.ofMinutes(9));
        assertThat(config.drain()).isEqualTo(Duration.ofMinutes(10));
    }

    /// The server's side of two settings has to name their defaults once more.
    @Test
    void theServersSideHasTheSameDefaults() throws IOException {
        var properties = new Properties();
        try (InputStream file = GatewayConfig.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        }

        assertThat(properties)
                .containsEntry("quarkus.http.idle-timeout", "${tintype.gateway.idle-timeout:120s}")
                .containsEntry("quarkus.http.limits.max-chunk-size", "${tintype.gateway.chunk:64K}");
    }

    private static GatewayConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(GatewayConfig.class);
    }
}
