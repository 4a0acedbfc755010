package tintype.metadata;

import tintype.contract.Failure;

/// The ways in which the catalogue says no.
public enum MetadataFailure implements Failure {
    BAD_CURSOR(400, "'after' is the id of an image."),
    BAD_LIMIT(400, "'limit' is a number from 1 to 200."),
    NOT_FOUND(404, "There is no image of this id."),
    DELETED(410, "The image was deleted."),
    NO_SERVICE_ADDRESSES(409, "Configurations need TINTYPE_UPLOAD_URL and TINTYPE_METADATA_URL."),
    BALANCED_OVER_TLS(409, "Configurations are made for nodes and services at http: addresses only."),
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
