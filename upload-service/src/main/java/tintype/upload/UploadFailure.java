package tintype.upload;

import tintype.contract.Failure;

/// The ways in which an upload is refused.
public enum UploadFailure implements Failure {
    BROKEN_FORM(400, "The multipart form cannot be read."),
    NO_FILE(400, "The form has no file in a field called 'file'."),
    BAD_LABEL(400, "A label is a form field 'label.{name}' with at most 200 characters; there are at most 16."),
    INCOMPLETE_BODY(400, "The request ended before its body was complete."),
    TOO_LARGE(413, "The file has more bytes than are taken here."),
    TOO_MANY_FILES(413, "The request has more files than are taken at once."),
    NOT_AN_IMAGE(415, "The file is not an image. JPEG, PNG, GIF, WebP, AVIF and TIFF are taken."),
    UNSUPPORTED_IMAGE(415, "Images of this type are not taken here. JPEG, PNG, GIF, WebP, AVIF and TIFF are."),
    EMPTY_FILE(422, "The file is empty."),
    BROKEN_IMAGE(422, "The file begins like an image, but its header cannot be read."),
    TRUNCATED_IMAGE(422, "The file is cut off: the end of the image is missing."),
    TOO_LONG_SIDE(422, "A side of the image has more pixels than are taken here."),
    TOO_MANY_PIXELS(422, "The image has more pixels than are taken here, counted over all frames or pages."),
    TOO_MANY_FRAMES(422, "The image has more frames or pages than are taken here."),
    BUSY(503, "Too many uploads are under way. Nothing was stored."),
    SPOOL_UNAVAILABLE(503, "There is no room to receive the upload at the moment. Nothing was stored."),
    STORE_UNAVAILABLE(503, "No server could store the image at the moment. It was not taken."),
    NOT_ANNOUNCED(503, "The upload could not be announced to the other services. It was not taken.");

    private final int status;
    private final String text;

    UploadFailure(int status, String text) {
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
