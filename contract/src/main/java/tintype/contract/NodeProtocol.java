package tintype.contract;

/// Header fields and paths of the calls between services and nodes; see `docs/reference/node-protocol.md`.
public final class NodeProtocol {

    /// Prefix of the internal paths: `/store/{group}/{id}` and `/store/{group}/{id}/variants`.
    public static final String STORE = "/store";
    /// Path on thumbnail-service at which a node asks for a variant that is not there yet.
    public static final String RENDER = "/render";

    public static final String EPOCH = "Tintype-Epoch";
    /// The manifest's JSON as base64url without padding.
    public static final String MANIFEST = "Tintype-Manifest";
    /// What the body has, one after the other: [StoredFile]s as a JSON array, as base64url without padding.
    public static final String VARIANTS = "Tintype-Variants";
    /// RFC 9530.
    public static final String DIGEST = "Repr-Digest";

    private NodeProtocol() {}

    public static String storePath(ImageKey image) {
        return STORE + "/" + image.group() + "/" + image.id();
    }

    public static String variantsPath(ImageKey image) {
        return storePath(image) + "/variants";
    }
}
