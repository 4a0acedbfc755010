package tintype.contract.simulation;

/// What the protocol asks of its parts. With any one of them off, some schedule breaks a promise.
enum Rule {
    /// An upload is acknowledged when every node of the write set has it.
    ALL_NODES_TAKE_AN_UPLOAD(0),
    /// A node answers a write when it would survive a power cut.
    WHAT_IS_ANSWERED_IS_ON_DISK(0),
    /// A node takes writes at its own epoch of the group alone.
    WRITES_CARRY_THE_EPOCH(29),
    /// A listing waits for the writes of older epochs that are under way.
    LISTINGS_WAIT_FOR_OLDER_WRITES(123),
    /// What is copied is on the disk before it counts as copied.
    COPIES_ARE_ON_DISK(25),
    /// The bytes of both sides are read back and compared before the new node is read from.
    VERIFIED_BEFORE_SWITCHED(57),
    /// A node that has put damage aside is not verified until it has the image again, or knows that nobody was promised it.
    VERIFIED_NODES_HAVE_NO_DAMAGE(10_476),
    /// A node obeys a map only when it is on its disk to stay.
    MAPS_ARE_ON_DISK_BEFORE_USE(0),
    /// A map that is older than the one at hand is ignored.
    OLDER_MAPS_ARE_IGNORED(0),
    /// A node says that it has all of a group only when its own map has the group there.
    JOINING_NODES_KNOW_THAT_THEY_JOIN(8_163),
    /// A step is taken only if the group is still at the epoch that it was decided at.
    STEPS_COMPARE_THE_EPOCH(21),
    /// The old node is kept for longer than any map in use can be old.
    OLD_NODES_STAY_FOR_A_GRACE(332),
    /// The next step, and the grace, wait for the map that says the last one to be on the topic.
    STEPS_WAIT_FOR_THE_TOPIC(4_862),
    /// A node drops a group only when its own map, not an older one, has the group elsewhere.
    DROPS_ASK_THE_MAP(2_976),
    /// A node keeps the tombstones of all groups, since any may come to it.
    TOMBSTONES_OF_ALL_GROUPS(182),
    /// Nothing is copied over a tombstone.
    TOMBSTONES_BEAT_COPIES(8),
    /// A node that has missed events which are gone from the log asks the catalogue what was deleted.
    MISSED_DELETIONS_COME_FROM_THE_CATALOGUE(57),
    /// A database from a backup begins with what the map topic says, at a higher epoch.
    RESTORED_DATABASES_HEED_THE_TOPIC(4);

    /// A schedule that shows it. Where the search begins, so that it is short; it goes on when the world has changed.
    final long foundBy;

    Rule(long foundBy) {
        this.foundBy = foundBy;
    }
}
