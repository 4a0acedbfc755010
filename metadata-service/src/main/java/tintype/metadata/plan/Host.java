package tintype.metadata.plan;

import org.jspecify.annotations.Nullable;
import tintype.contract.groups.NodeName;
import tintype.metadata.nodes.NodeState;

/// A node as a plan sees it.
///
/// @param zone      that fails as one; a node without a zone is a zone of its own
/// @param successor who gets the groups of this node when it is drained; null leaves it to the plan
public record Host(
        NodeName name,
        @Nullable String zone,
        NodeState state,
        long totalBytes,
        long freeBytes,
        @Nullable NodeName successor) {

    public boolean takesGroups() {
        return state == NodeState.JOINED;
    }

    boolean canBeReadFrom() {
        return switch (state) {
            case JOINED, DRAINING -> true;
            case DEAD, REMOVED -> false;
        };
    }

    /// What must not hold two replicas of one group.
    String failsWith() {
        return zone == null ? "node " + name : "zone " + zone;
    }
}
