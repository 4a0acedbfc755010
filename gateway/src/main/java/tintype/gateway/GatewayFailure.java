package tintype.gateway;

import tintype.contract.Failure;

/// The ways in which the gateway itself says no.
public enum GatewayFailure implements Failure {
    UNKNOWN_CODING(400, "A request's body may be sent in chunks, and in no other transfer coding."),
    NOT_FOUND(404, "There is no such file."),
    NODE_UNAVAILABLE(503, "The server that has this file does not answer at the moment."),
    SERVICE_UNAVAILABLE(503, "The service behind this path does not answer at the moment."),
    SERVICE_TIMEOUT(504, "The service behind this path took too long to answer.");

    private final int status;
    private final String text;

    GatewayFailure(int status, String text) {
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
