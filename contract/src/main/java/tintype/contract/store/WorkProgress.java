package tintype.contract.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tintype.contract.Sha256;

/// How far a node is with its work on a group, `GET /store/{group}/work`.
///
/// @param imagesTotal 0 until it is known
/// @param bytes       looked at so far, copied or found to be here already
/// @param copied      bytes that came from another node
/// @param digest      when a pull, a verification or a comparison is done: of the other node's listing, all of which is
///                    here
/// @param reason      when it failed
public record WorkProgress(
        GroupWork work,
        State state,
        long images,
        long imagesTotal,
        long bytes,
        long bytesTotal,
        long copied,
        @Nullable Sha256 digest,
        @Nullable String reason) {

    public enum State {
        /// For other work on this node.
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("done")
        DONE,
        /// Also when it was stopped. To be told again goes on from there.
        @JsonProperty("failed")
        FAILED;

        public boolean isOver() {
            return switch (this) {
                case WAITING, RUNNING -> false;
                case DONE, FAILED -> true;
            };
        }
    }
}
