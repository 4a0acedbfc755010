package tintype.metadata.rebalance;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// All that waits waits for less.
public class QuickRounds implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tintype.groups", "128",
                "tintype.moves.grace", "0.3s",
                "tintype.moves.interval", "0.2s",
                "tintype.moves.concurrent", "128",
                "tintype.nodes.heartbeat", "1s",
                "tintype.nodes.inventory", "1s",
                "tintype.nodes.patience", "3s");
    }
}
