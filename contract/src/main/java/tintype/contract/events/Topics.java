package tintype.contract.events;

import java.util.List;
import tintype.contract.groups.GroupMap;

/// The topics of a cluster on Kafka.
public final class Topics {

    /// What happens to images, keyed by image id: [ImageEvent].
    public static final String IMAGES = "tintype.images";
    /// Events that a consumer gave up on, with the cause in their headers; kept for replay.
    public static final String IMAGES_DEAD = "tintype.images.dead";
    /// Header of a dead letter that says why: the name that SmallRye's dead letters have it under, too.
    public static final String DEAD_REASON = "dead-letter-reason";
    /// Where image jobs wait for their next try; the number is how long, in milliseconds.
    public static final List<String> IMAGES_RETRY =
            List.of("tintype.images.retry_5000", "tintype.images.retry_30000", "tintype.images.retry_300000");
    /// The [GroupMap] as one snapshot under one key; compacted.
    public static final String GROUPS = "tintype.groups";
    public static final String GROUPS_KEY = "map";

    private Topics() {}
}
