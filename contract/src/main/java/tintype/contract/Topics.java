package tintype.contract;

/// The topics of a cluster on Kafka.
public final class Topics {

    /// What happens to images, keyed by image id: [ImageEvent].
    public static final String IMAGES = "tintype.images";
    /// Events that a consumer gave up on, with the cause in their headers; kept for replay.
    public static final String IMAGES_DEAD = "tintype.images.dead";
    /// The [GroupMap] as one snapshot under one key; compacted.
    public static final String GROUPS = "tintype.groups";
    public static final String GROUPS_KEY = "map";

    private Topics() {}
}
