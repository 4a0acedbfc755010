package tintype.metadata.movement;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How far a movement is. The database has these names.
public enum Phase {
    @JsonProperty("queued")
    QUEUED,
    /// The joining node copies; all writes go to it as well.
    @JsonProperty("pulling")
    PULLING,
    /// Both nodes read their bytes back.
    @JsonProperty("verifying")
    VERIFYING,
    /// Reads go to the joining node first; the leaving one still has it, for whoever has an old map.
    @JsonProperty("waiting")
    WAITING,
    /// The leaving node puts its copy into quarantine.
    @JsonProperty("dropping")
    DROPPING,
    @JsonProperty("done")
    DONE,
    @JsonProperty("cancelled")
    CANCELLED;

    public boolean isOver() {
        return this == DONE || this == CANCELLED;
    }

    /// Whether nodes are busy with it.
    public boolean takesASlot() {
        return this == PULLING || this == VERIFYING;
    }

    public boolean isUnderWay() {
        return this != QUEUED && !isOver();
    }
}
