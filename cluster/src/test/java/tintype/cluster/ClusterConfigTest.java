package tintype.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tintype.cluster.nodes.NodeClientConfig;

/// Names and defaults are an interface: operators write them down.
class ClusterConfigTest {

    @Test
    void aMemberHasNoDefaultForItsTokenAndItsDirectory() {
        assertThatThrownBy(() -> config(Map.of()))
                .hasMessageContaining("tintype.token")
                .hasMessageContaining("tintype.data");
    }

    @Test
    void aMemberIsSetByTheseNames() {
        ClusterConfig config = config(Map.of(
                        "TINTYPE_TOKEN", "a-token-that-is-long-enough",
                        "TINTYPE_DATA", "data",
                        "TINTYPE_PUBLIC_URL", "https://img.example.org"))
                .getConfigMapping(ClusterConfig.class);

        assertThat(config.token()).isEqualTo("a-token-that-is-long-enough");
        assertThat(config.data()).isEqualTo(Path.of("data"));
        assertThat(config.publicUrl()).contains("https://img.example.org");
        assertThat(config.groups()).isEqualTo(256);
    }

    @Test
    void theClientOfNodesHasTheseNamesAndDefaults() {
        Map<String, String> member = Map.of("TINTYPE_TOKEN", "t", "TINTYPE_DATA", "d");
        NodeClientConfig defaults = config(member).getConfigMapping(NodeClientConfig.class);
        NodeClientConfig set = config(Map.of(
                        "TINTYPE_TOKEN", "t", "TINTYPE_DATA", "d",
                        "TINTYPE_NODE_CLIENT_CONNECT_TIMEOUT", "PT3S",
                        "TINTYPE_NODE_CLIENT_DEADLINE", "PT7S"))
                .getConfigMapping(NodeClientConfig.class);

        assertThat(defaults.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(defaults.deadline()).isEqualTo(Duration.ofSeconds(15));
        assertThat(set.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(set.deadline()).isEqualTo(Duration.ofSeconds(7));
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(ClusterConfig.class)
                .withMapping(NodeClientConfig.class)
                .withMappingIgnore("tintype.**")
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }
}
