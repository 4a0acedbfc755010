package tintype.cluster.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import tintype.contract.Failure;
import tintype.contract.Json;
import tintype.contract.Problem;

/// Every error leaves a service as `application/problem+json` (RFC 9457), from resources and from routes alike.
/// None may be kept by a cache.
public final class ProblemAnswers {

    private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);
    private static final String NO_STORE = "no-store";

    @ServerExceptionMapper
    public Response answer(FailureException e) {
        log(e);
        return response(e.failure(), e.problem());
    }

    @ServerExceptionMapper
    public Response answer(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        ClusterFailure failure = ClusterFailure.ofStatus(status);
        Response answer = response(failure, Problem.of(failure));
        String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null ? answer : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    /// Of JSON that is well formed and says something else than was asked for; Quarkus would show its own answer.
    @ServerExceptionMapper
    public Response answer(MismatchedInputException e) {
        LOG.infof("Not what was asked for: %s", e.getOriginalMessage());
        return response(ClusterFailure.BAD_REQUEST, Problem.of(ClusterFailure.BAD_REQUEST));
    }

    @ServerExceptionMapper
    public Response answer(Exception e) {
        LOG.error("A request failed", e);
        return response(ClusterFailure.UNEXPECTED, Problem.of(ClusterFailure.UNEXPECTED));
    }

    /// What a client did wrong is worth a line; what failed here is worth its cause.
    static void log(FailureException e) {
        if (e.failure().status() >= 500) {
            LOG.warnf(e.getCause(), "%s: %s", e.failure().name(), e.problem().detail());
        } else if (e.getCause() != null) {
            LOG.infof("%s: %s", e.failure().name(), e.getCause());
        }
    }

    private static Response response(Failure failure, Problem problem) {
        var answer = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .entity(Json.print(problem));
        failure.retryAfter().ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, wait.toSeconds()));
        return answer.build();
    }

    public static void send(RoutingContext route, Failure failure) {
        send(route, failure, Problem.of(failure));
    }

    public static void send(RoutingContext route, Failure failure, Problem problem) {
        HttpServerResponse response = route.response();
        if (response.headWritten()) {
            route.request().connection().close();
            return;
        }
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        }
        failure.retryAfter().ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, "" + wait.toSeconds()));
        response.end(Buffer.buffer(Json.print(problem)));
    }
}
