package tintype.contract.simulation;

/// In milliseconds of the simulation. Only their order matters.
final class Timing {

    /// After that a caller counts as not answered.
    static final long CALL = 400;

    /// How long a gateway can be behind the topic with no way to ask.
    static final long OLDEST_MAP = 800;

    /// Longer than the oldest map plus a read that began with it.
    static final long GRACE = 3_000;

    /// A node that is silent for so long is taken out of its groups.
    static final long PATIENCE = 3_000;

    /// How long the log keeps events.
    static final long RETENTION = 7_000;

    /// What was under way when all had come to rest is over after that: a slow rendering, and then a slow write of it.
    static final long LAST_WRITES = 15_000;

    /// Faults, moves and clients go on for so long; then all is healed.
    static final long TROUBLE = 18_000;

    /// By then everything has come to rest, or never will.
    static final long SETTLED = TROUBLE + 60_000;

    private Timing() {}
}
