package tintype.contract.store;

import tintype.contract.Group;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;

/// Header fields and paths of the calls between services and nodes; see `docs/reference/node-protocol.md`.
public final class NodeProtocol {

    /// Prefix of the internal paths: `/store/{group}/{id}` and `/store/{group}/{id}/variants`.
    public static final String STORE = "/store";
    /// What lies on the node of each group.
    public static final String GROUPS = "/groups";
    /// Below a group: what the node does with it at the moment.
    public static final String WORK = "/work";
    /// Below a group: its [GroupTotals].
    public static final String TOTALS = "/totals";
    /// Below an image.
    public static final String QUARANTINE = "/quarantine";
    /// Path on thumbnail-service at which a node asks for a variant that is not there yet.
    public static final String RENDER = "/render";

    /// Answers as long as the node is able to answer anything.
    public static final String ALIVE = "/q/health/live";

    public static final String EPOCH = "Tintype-Epoch";
    /// The manifest's JSON as base64url without padding.
    public static final String MANIFEST = "Tintype-Manifest";
    /// What the body has, one after the other: [StoredFile]s as a JSON array, as base64url without padding.
    public static final String VARIANTS = "Tintype-Variants";
    /// RFC 9530.
    public static final String DIGEST = "Repr-Digest";

    /// Of a group's listing: one JSON object a line.
    public static final String LINES = "application/x-ndjson";

    private NodeProtocol() {}

    public static String storePath(Group group) {
        return STORE + "/" + group;
    }

    public static String storePath(ImageKey image) {
        return STORE + "/" + image.group() + "/" + image.id();
    }

    /// Of a file as it lies on the node.
    public static String storePath(ImageName name) {
        return storePath(name.image()) + "/" + name.file();
    }

    public static String variantsPath(ImageKey image) {
        return storePath(image) + "/variants";
    }
}
