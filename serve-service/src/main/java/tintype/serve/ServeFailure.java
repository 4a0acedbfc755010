package tintype.serve;

import tintype.contract.Failure;

/// The ways in which a node says no.
public enum ServeFailure implements Failure {
    MALFORMED(400, "The write is not as the node protocol says."),
    INCOMPLETE_BODY(400, "The request ended before its body was complete."),
    NOT_FOUND(404, "There is no such file."),
    CONFLICT(409, "This image is already there, with other bytes."),
    DELETED(410, "The image was deleted."),
    PRECONDITION_FAILED(412, "The file is not the one that the request is for."),
    TOO_LARGE(413, "The file has more bytes than this node takes."),
    RANGE_NOT_SATISFIABLE(416, "The file has no bytes in that range."),
    NOT_THIS_NODE(421, "The group is not on this node, or not at that epoch."),
    OTHER_WORK(409, "The node does other work on this group."),
    NOT_AS_ANNOUNCED(422, "The file is not what the request says of it."),
    NOT_RENDERABLE(422, "No variant can be made of this image."),
    DAMAGED(500, "The file is damaged on this node."),
    BUSY(503, "The node has too much to do at the moment."),
    NOT_RENDERED_YET(503, "The variant could not be rendered at the moment."),
    STORE_FULL(507, "The node has no room for the file.");

    private final int status;
    private final String text;

    ServeFailure(int status, String text) {
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
