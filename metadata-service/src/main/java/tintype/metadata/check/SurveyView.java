package tintype.metadata.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A survey as operators see it.
///
/// @param groups   looked through so far
/// @param images   seen so far
/// @param findings the first thousand
/// @param reason   why it failed
public record SurveyView(
        State state,
        boolean repair,
        int groups,
        int groupsTotal,
        long images,
        List<Finding> findings,
        @Nullable String reason,
        Instant begunAt,
        Instant seenAt) {

    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("failed")
        FAILED,
        /// Its instance was killed. To ask for it again begins it anew.
        @JsonProperty("interrupted")
        INTERRUPTED;

        static State of(SurveyRow row) {
            return switch (row.state) {
                case RUNNING -> row.isRunning() ? RUNNING : INTERRUPTED;
                case DONE -> DONE;
                case FAILED -> FAILED;
            };
        }
    }
}
