package tintype.metadata.balancer;

import java.nio.charset.StandardCharsets;
import tintype.contract.Failure;
import tintype.contract.Json;
import tintype.contract.Problem;

/// What a load balancer says in the gateway's place, in the gateway's words.
enum FrontDoorProblem implements Failure {
    BAD_REQUEST(400, "The request cannot be understood."),
    NOT_FOUND(404, "There is no such file."),
    METHOD_NOT_ALLOWED(405, "This path does not take that method."),
    NODE_UNAVAILABLE(503, "The server that has this file does not answer at the moment."),
    SERVICE_UNAVAILABLE(503, "The service behind this path does not answer at the moment."),
    SERVICE_TIMEOUT(504, "The service behind this path took too long to answer.");

    private final int status;
    private final String text;

    FrontDoorProblem(int status, String text) {
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

    /// Stands between single quotes in both kinds of configuration, so the texts have none.
    public String json() {
        return new String(Json.print(Problem.of(this)), StandardCharsets.UTF_8);
    }
}
