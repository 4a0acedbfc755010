package tintype.metadata.rebalance;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tintype.cluster.nodes.Pace;
import tintype.contract.groups.NodeName;
import tintype.metadata.movement.MovesConfig;
import tintype.metadata.plan.Move;
import tintype.metadata.plan.RebalancePlan;

/// How long a plan takes at least: what the busiest node has to copy and to read back, at the rates that it is let do so.
///
/// @param filesOfAnImage the original and its variants
record Estimate(MovesConfig config, int filesOfAnImage) {

    /// Steps that each movement waits for, however small its group is.
    private static final int STEPS = 4;
    private static final double SECOND = Duration.ofSeconds(1).toMillis();

    Duration of(RebalancePlan plan) {
        Map<NodeName, Double> seconds = new HashMap<>();
        Map<NodeName, Long> moves = new HashMap<>();
        for (Move move : plan.moves()) {
            Stream.of(move.joining(), move.leaving()).filter(Objects::nonNull).forEach(node -> {
                seconds.merge(node, seconds(move), Double::sum);
                moves.merge(node, 1L, Long::sum);
            });
        }
        double most = seconds.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        long rounds = moves.values().stream().mapToLong(Long::longValue).max().orElse(0) / config.concurrent();
        return Duration.ofMillis((long) (most * SECOND)).plus(config.interval().multipliedBy(STEPS * rounds));
    }

    private double seconds(Move move) {
        long rate = switch (move) {
            case Move.Copy _ -> config.repairRate().asLongValue();
            case Move.Replace _, Move.Shed _ -> config.rate().asLongValue();
        };
        long copied = move.bytes() + move.images() * filesOfAnImage * Pace.FILE;
        long readBack = move.bytes();
        return rate == 0 ? 0 : (double) (copied + readBack) / rate;
    }
}
