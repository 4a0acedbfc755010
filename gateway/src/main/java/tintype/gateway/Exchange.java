package tintype.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/// A request to an upstream on behalf of a client. What breaks on one side is broken off on the other.
final class Exchange {

    private final Upstream upstream;
    private final HttpClientRequest request;
    private final HttpServerResponse client;
    private @Nullable HttpClientResponse answer;

    Exchange(Upstream upstream, HttpClientRequest request, HttpServerResponse client) {
        this.upstream = upstream;
        this.request = request;
        this.client = client;
        client.exceptionHandler(_ -> abandon());
    }

    /// Sends the answer to the client as it comes in, no faster than the client takes it.
    void pass(HttpClientResponse head) {
        answer = head;
        Fields.forClient(head, client);
        head.pipe().endOnFailure(false).to(client).onFailure(this::tear);
    }

    /// Reads an answer that the client shall not see; done when its connection is free again.
    Future<Void> discard(HttpClientResponse head) {
        answer = head;
        head.resume();
        return head.end();
    }

    /// Half a file must not look whole.
    private void tear(Throwable cause) {
        if (!client.closed()) {
            upstream.complain("broke off its answer", request.getURI(), cause);
            client.reset();
        }
        abandon();
    }

    /// Ends the request, unless its answer is here already, of which the client did not take all: its connection might
    /// serve another request by now, and a reset would close it. What is left of such an answer is read first.
    void abandon() {
        if (answer == null) {
            request.reset();
            return;
        }
        answer.handler(null).resume();
        Vertx.currentContext().runOnContext(_ -> {
            if (!answer.end().isComplete()) {
                request.reset();
            }
        });
    }
}
