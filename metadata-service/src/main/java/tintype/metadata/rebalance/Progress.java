package tintype.metadata.rebalance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tintype.metadata.movement.MovementRow;
import tintype.metadata.movement.MovementView;
import tintype.metadata.plan.RebalancePlan;

/// How far the movements of the newest plan are.
///
/// @param why         what it was made for
/// @param bytes       of all movements; what is not known yet counts as nothing
/// @param secondsLeft at the speed so far; absent when nothing was copied yet, or nothing is left
public record Progress(
        State state,
        String why,
        Instant begunAt,
        int moves,
        int movesDone,
        long bytes,
        long bytesDone,
        @Nullable Long secondsLeft,
        List<MovementView> underWay,
        List<RebalancePlan.Stuck> stuck) {

    /// As an operator asks for it.
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("paused")
        PAUSED,
        @JsonProperty("cancelled")
        CANCELLED,
        /// Nothing is to be moved.
        @JsonProperty("done")
        DONE
    }

    /// What each movement weighs beside its bytes, so that small groups count as well.
    private static final long MOVE_ITSELF = 1 << 20;

    static Progress of(RebalanceRow row, List<MovementRow> all) {
        List<MovementRow> over = all.stream().filter(move -> move.phase.isOver()).toList();
        List<MovementView> underWay = all.stream()
                .filter(move -> move.phase.isUnderWay())
                .sorted(Comparator.comparing(move -> move.group))
                .map(move -> MovementView.of(move.movement()))
                .toList();
        long bytesDone = all.stream().mapToLong(Progress::done).sum();
        return new Progress(
                state(row, over.size() == all.size()), row.why, row.begunAt, all.size(), over.size(),
                all.stream().mapToLong(move -> move.bytes).sum(), bytesDone, secondsLeft(all), underWay, row.stuck());
    }

    private static State state(RebalanceRow row, boolean isOver) {
        return switch (row.state) {
            case RUNNING -> isOver ? State.DONE : State.RUNNING;
            case PAUSED -> State.PAUSED;
            case CANCELLED -> State.CANCELLED;
        };
    }

    private static long done(MovementRow move) {
        return switch (move.phase) {
            case QUEUED -> 0;
            case PULLING, VERIFYING -> Math.min(move.bytes, move.bytesDone);
            case WAITING, DROPPING, DONE, CANCELLED -> move.bytes;
        };
    }

    private static @Nullable Long secondsLeft(List<MovementRow> all) {
        double total = all.stream().mapToLong(move -> move.bytes + MOVE_ITSELF).sum();
        double done = all.stream()
                .mapToLong(move -> done(move) + (move.phase.isOver() ? MOVE_ITSELF : 0))
                .sum();
        Instant begun = all.stream()
                .map(move -> move.begunAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (begun == null || done == 0 || done >= total) {
            return null;
        }
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        return Math.round(seconds * (total - done) / done);
    }
}
