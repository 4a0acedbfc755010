package tintype.metadata;

import tintype.contract.Failure;

/// The ways in which the catalogue says no.
public enum MetadataFailure implements Failure {
    BAD_CURSOR(400, "'after' is the id of an image."),
    BAD_LIMIT(400, "'limit' is a number from 1 to 200."),
    BAD_NODE(400, "A node is given as {\"url\": \"http://host:port\", \"zone\": \"…\"}; the zone may be left out."),
    BAD_REPLICAS(400, "'count' is a number from 1 to 5."),
    NOT_FOUND(404, "There is no image of this id."),
    NO_SUCH_NODE(404, "There is no node of this name."),
    NO_SURVEY(404, "This was never asked for."),
    NOT_A_NODE(409, "No node of this cluster answers at that address."),
    NAME_IS_TAKEN(409, "A node of this name answers at another address."),
    NODE_HAS_GROUPS(409, "The node still has groups. Drain it first."),
    NODE_CANNOT(409, "The node is not in a state for that."),
    TOO_FEW_NODES(409, "There are fewer nodes than that."),
    SURVEY_RUNS(409, "That is under way already."),
    NO_SERVICE_ADDRESSES(409, "Configurations need TINTYPE_UPLOAD_URL and TINTYPE_METADATA_URL."),
    BALANCED_OVER_TLS(409, "Configurations are made for nodes and services at http: addresses only."),
    DELETED(410, "The image was deleted."),
    NOT_KNOWN_YET(503, "The catalogue has not heard of this image yet; it has some way to catch up."),
    DATABASE_UNAVAILABLE(503, "The catalogue cannot be asked at the moment. Files are served as ever.");

    private final int status;
    private final String text;

    MetadataFailure(int status, String text) {
        this.status = status;
        this.text = text;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String text() {
        return text;
    }
}
