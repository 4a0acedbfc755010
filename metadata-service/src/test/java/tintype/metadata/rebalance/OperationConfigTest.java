package tintype.metadata.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tintype.metadata.movement.MovesConfig;
import tintype.metadata.nodes.NodesConfig;

/// Names and defaults are an interface: operators write them down.
class OperationConfigTest {

    @Test
    void hasTheseDefaults() {
        SmallRyeConfig config = config(Map.of());
        var nodes = config.getConfigMapping(NodesConfig.class);
        var moves = config.getConfigMapping(MovesConfig.class);

        assertThat(nodes.heartbeat()).isEqualTo(Duration.ofSeconds(2));
        assertThat(nodes.patience()).isEqualTo(Duration.ofMinutes(5));
        assertThat(nodes.inventory()).isEqualTo(Duration.ofSeconds(10));
        assertThat(moves.concurrent()).isEqualTo(8);
        assertThat(moves.rate()).isEqualTo(new MemorySize(BigInteger.valueOf(24 << 20)));
        assertThat(moves.repairRate()).isEqualTo(new MemorySize(BigInteger.valueOf(96 << 20)));
        assertThat(moves.grace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(moves.interval()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void isSetByTheseNames() {
        SmallRyeConfig config = config(Map.of(
                "TINTYPE_NODES", "node-1=http://localhost:1",
                "TINTYPE_NODES_HEARTBEAT", "1s",
                "TINTYPE_NODES_PATIENCE", "2m",
                "TINTYPE_NODES_INVENTORY", "3s",
                "TINTYPE_MOVES_CONCURRENT", "4",
                "TINTYPE_MOVES_RATE", "5M",
                "TINTYPE_MOVES_REPAIR_RATE", "8M",
                "TINTYPE_MOVES_GRACE", "6s",
                "TINTYPE_MOVES_INTERVAL", "7s"));
        var nodes = config.getConfigMapping(NodesConfig.class);
        var moves = config.getConfigMapping(MovesConfig.class);

        assertThat(nodes.heartbeat()).isEqualTo(Duration.ofSeconds(1));
        assertThat(nodes.patience()).isEqualTo(Duration.ofMinutes(2));
        assertThat(nodes.inventory()).isEqualTo(Duration.ofSeconds(3));
        assertThat(moves.concurrent()).isEqualTo(4);
        assertThat(moves.rate()).isEqualTo(new MemorySize(BigInteger.valueOf(5 << 20)));
        assertThat(moves.repairRate()).isEqualTo(new MemorySize(BigInteger.valueOf(8 << 20)));
        assertThat(moves.grace()).isEqualTo(Duration.ofSeconds(6));
        assertThat(moves.interval()).isEqualTo(Duration.ofSeconds(7));
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(NodesConfig.class)
                .withMapping(MovesConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }
}
