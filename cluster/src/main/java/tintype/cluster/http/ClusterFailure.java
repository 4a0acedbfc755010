package tintype.cluster.http;

import tintype.contract.Failure;

/// The ways in which any service says no, whatever it is for.
public enum ClusterFailure implements Failure {
    BAD_REQUEST(400, "The request cannot be understood."),
    NOT_A_MEMBER(401, "This path is for members of the cluster, who show its token."),
    NOT_FOUND(404, "There is nothing at this path."),
    METHOD_NOT_ALLOWED(405, "This path does not take that method."),
    NOT_ACCEPTABLE(406, "This path has no answer of the type that was asked for."),
    TOO_LARGE(413, "The body of the request is too large."),
    UNSUPPORTED_TYPE(415, "This path does not take a body of that type."),
    HEADERS_TOO_LARGE(431, "The header of the request is too large."),
    UNEXPECTED(500, "The service failed to answer. The cause is in its log."),
    NO_MAP(503, "The service does not know the map of groups yet.");

    private final int status;
    private final String text;

    ClusterFailure(int status, String text) {
        this.status = status;
        this.text = text;
    }

    /// The failure that a framework means when it answers with a bare status.
    static ClusterFailure ofStatus(int status) {
        for (ClusterFailure failure : values()) {
            if (failure.status == status) {
                return failure;
            }
        }
        return status < 500 ? BAD_REQUEST : UNEXPECTED;
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
