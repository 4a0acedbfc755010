package tintype.metadata.nodes;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a node is to the cluster. The database has these names.
public enum NodeState {
    /// Takes groups.
    @JsonProperty("joined")
    JOINED,
    /// Serves what it has, and gives all of it away.
    @JsonProperty("draining")
    DRAINING,
    /// Was silent for longer than the patience: its groups are made whole from the other replicas.
    @JsonProperty("dead")
    DEAD,
    /// Left; owns nothing and is no longer asked.
    @JsonProperty("removed")
    REMOVED
}
