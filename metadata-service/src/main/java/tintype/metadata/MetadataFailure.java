package tintype.metadata;

import tintype.contract.Failure;

/// The ways in which the catalogue says no.
public enum MetadataFailure implements Failure {
    BAD_CURSOR(400, "'after' is the id of an image."),
    BAD_LIMIT(400, "'limit' is a number from 1 to 200."),
    NOT_FOUND(404, "There is no image of this id."),
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
