package tintype.metadata.nodes;

import java.time.Instant;
import java.util.Optional;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

/// A node as the database knows it.
///
/// @param successor who is to have its groups when it leaves
/// @param heardAt   when it last answered
public record KnownNode(Node node, NodeState state, Optional<NodeName> successor, Instant heardAt) {

    public NodeName name() {
        return node.name();
    }

    /// Whether it is asked how it is.
    public boolean isMember() {
        return state != NodeState.REMOVED;
    }

    /// Whether it is expected to answer.
    public boolean isExpected() {
        return state == NodeState.JOINED || state == NodeState.DRAINING;
    }
}
