package tintype.contract.simulation;

/// What never breaks, and what the protocol needs for it.
enum Promise {
    /// An acknowledged upload is readable, bit for bit, through every gateway, after any single fault.
    ACKNOWLEDGED_IS_READABLE,
    /// A name never shows another picture; all replicas of a file are byte-identical.
    ONE_NAME_ONE_PICTURE,
    /// A deleted image does not come back, in any variant, from any path.
    DELETED_STAYS_DELETED,
    /// A URL never names a server: the name given at the upload is good at every gateway wherever the group has gone.
    NAMES_OUTLIVE_SERVERS,
    /// No read and no upload needs PostgreSQL; no read needs Kafka.
    READS_NEED_NO_DATABASE,
    /// No process is brought down, and no queue is left filled.
    NOTHING_PILES_UP,

    /// One epoch is one assignment, and no node goes back from one.
    EPOCHS_ONLY_RISE,
    /// A node gives up only what all owners have.
    NO_DROP_BEFORE_ITS_TIME,
    /// After faults stop, every movement ends and the replicas are equal.
    ALL_COMES_TO_REST
}
