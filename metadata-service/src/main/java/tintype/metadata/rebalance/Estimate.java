package tintype.metadata.rebalance;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tintype.contract.NodeName;

/// How long a plan takes at least: what the busiest node has to copy, at the rate that it is let copy at.
final class Estimate {

    /// Steps that each movement waits for, however small its group is.
    private static final int STEPS = 4;

    private Estimate() {}

    static Duration of(RebalancePlan plan, MovesConfig config) {
        Map<NodeName, Long> bytes = new HashMap<>();
        Map<NodeName, Long> moves = new HashMap<>();
        for (Move move : plan.moves()) {
            count(move.joining(), move, bytes, moves);
            count(move.leaving(), move, bytes, moves);
        }
        long most = bytes.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long rounds = moves.values().stream().mapToLong(Long::longValue).max().orElse(0) / config.concurrent();
        return Duration.ofSeconds(most / Math.max(1, config.rate().asLongValue()))
                .plus(config.interval().multipliedBy(STEPS * rounds));
    }

    private static void count(
            @Nullable NodeName node, Move move, Map<NodeName, Long> bytes, Map<NodeName, Long> moves) {
        if (node != null) {
            bytes.merge(node, move.bytes(), Long::sum);
            moves.merge(node, 1L, Long::sum);
        }
    }
}
