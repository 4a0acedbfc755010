package tintype.serve.disk;

/// What came of a write to the store.
public enum StoreResult {
    STORED,
    /// The same bytes, or the first bytes of this variant, are there already.
    ALREADY_THERE,
    OTHER_BYTES,
    DELETED,
    NO_SUCH_IMAGE,
    /// The group came to another epoch while the bytes came; they are not kept.
    TOO_LATE
}
