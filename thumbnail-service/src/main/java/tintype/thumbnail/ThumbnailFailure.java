package tintype.thumbnail;

import tintype.contract.Failure;

/// The ways in which a request for a variant is refused.
public enum ThumbnailFailure implements Failure {
    MALFORMED(400, "The request does not name a variant."),
    NO_SUCH_IMAGE(404, "No node has this image."),
    DELETED(410, "The image was deleted."),
    NOT_RENDERABLE(422, "No variant can be made of this image."),
    UNKNOWN_FORMAT(422, "No variants of this format can be made here."),
    BUSY(503, "Too many variants are being waited for."),
    STORE_UNAVAILABLE(503, "The node of the image does not answer."),
    RENDERER_UNAVAILABLE(503, "Nothing can be rendered at the moment.");

    private final int status;
    private final String text;

    ThumbnailFailure(int status, String text) {
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
