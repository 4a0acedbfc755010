package tintype.gateway;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import tintype.cluster.http.Drain;
import tintype.cluster.http.ProblemAnswers;

/// A request to a service of the API, passed on with its body as it comes in.
///
/// The service may answer before it has all of the body; it then gets the rest of it, and the client its answer.
final class ServiceCall {

    private static final String CHUNKED = "chunked";

    private final Upstream service;
    private final RoutingContext route;
    private final HttpServerRequest client;
    private final HttpServerResponse response;
    private final GatewayConfig config;
    private final Drain drain;
    private final long startedAt = System.nanoTime();

    ServiceCall(Upstream service, RoutingContext route, GatewayConfig config, Drain drain) {
        this.service = service;
        this.route = route;
        this.client = route.request();
        this.response = route.response();
        this.config = config;
        this.drain = drain;
    }

    void make() {
        String coding = client.getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (coding != null && !CHUNKED.equalsIgnoreCase(coding)) {
            ProblemAnswers.send(route, GatewayFailure.UNKNOWN_CODING);
            return;
        }
        client.pause();
        String query = client.query();
        service.request(client.method(), query == null ? client.path() : client.path() + "?" + query)
                .onFailure(cause -> refuse(Outcome.withoutConnection(cause), cause))
                .onSuccess(this::send);
    }

    private void send(HttpClientRequest toService) {
        var exchange = new Exchange(service, toService, response);
        if (response.closed()) {
            exchange.abandon();
            return;
        }
        toService.response()
                .onFailure(cause -> refuse(Outcome.withoutAnswer(cause), cause))
                .onSuccess(answer -> {
                    service.count(Outcome.ofService(answer.statusCode()), startedAt);
                    exchange.pass(answer);
                });
        Fields.forService(client, toService);
        sendBody(toService);
    }

    private void sendBody(HttpClientRequest toService) {
        String length = client.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            toService.putHeader(HttpHeaders.CONTENT_LENGTH, length);
        } else if (client.getHeader(HttpHeaders.TRANSFER_ENCODING) != null || streamsOverHttp2()) {
            toService.setChunked(true);
        }
        if (HttpHeaders.CONTINUE.toString().equalsIgnoreCase(client.getHeader(HttpHeaders.EXPECT))) {
            // The client waits for a word of the service, so that the head has to go ahead of the body.
            toService.putHeader(HttpHeaders.EXPECT, HttpHeaders.CONTINUE)
                    .continueHandler(_ -> response.writeContinue())
                    .sendHead();
        }
        client.pipe()
                .endOnFailure(false)
                .to(toService)
                .onSuccess(_ -> toService.idleTimeout(config.serviceTimeout().toMillis()))
                .onFailure(_ -> {
                    // A service that takes no more may have said why: its answer is waited for, while it can come.
                    if (response.closed()) {
                        toService.reset();
                    }
                    drain.restOf(client, config.drain());
                });
    }

    private boolean streamsOverHttp2() {
        return client.version() == HttpVersion.HTTP_2 && client.method().equals(HttpMethod.POST);
    }

    private void refuse(Outcome outcome, Throwable cause) {
        if (response.closed() || response.headWritten()) {
            return;
        }
        service.complain("is " + outcome, client.path(), cause);
        service.count(outcome, startedAt);
        ProblemAnswers.send(
                route, outcome == Outcome.LATE ? GatewayFailure.SERVICE_TIMEOUT : GatewayFailure.SERVICE_UNAVAILABLE);
        drain.restOf(client, config.drain());
    }
}
