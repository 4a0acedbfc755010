package tintype.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.function.Supplier;
import tintype.cluster.http.ProblemAnswers;
import tintype.contract.Group;

/// Reads a file from the first node of its group that has it.
///
/// On to the next node on a broken connection, silence, 404, 421 or 5xx; from a node that fell silent only when there is
/// a next one. A file is not found only when every node of
/// the group says so: one that cannot be asked might have it, and a live image is never 404.
@ApplicationScoped
class NodeReader {

    private static final String SHORT = "public, max-age=5";
    private static final int TOO_BUSY = 503;

    private final Vertx vertx;
    private final long timeout;
    private final long mapPatience;

    NodeReader(Vertx vertx, GatewayConfig config) {
        this.vertx = vertx;
        this.timeout = config.nodeTimeout().toMillis();
        this.mapPatience = config.mapPatience().toMillis();
    }

    /// @param readers as of now; asked once more when the group turns out to have moved
    void read(RoutingContext route, Group group, Supplier<Readers> readers) {
        new Reading(route, group, readers).begin();
    }

    static void notFound(RoutingContext route) {
        route.response().putHeader("Cache-Control", SHORT);
        ProblemAnswers.send(route, GatewayFailure.NOT_FOUND);
    }

    /// One request on its way through the nodes. All of it happens on the event loop of the client's connection.
    private final class Reading {
        private final RoutingContext route;
        private final Group group;
        private final Supplier<Readers> readers;
        private Readers tried;
        private Iterator<Replica> replicas;
        private boolean hasWaited;
        private boolean someoneDidNotSay;
        private boolean someoneSaysMoved;

        Reading(RoutingContext route, Group group, Supplier<Readers> readers) {
            this.route = route;
            this.group = group;
            this.readers = readers;
            this.tried = readers.get();
            this.replicas = tried.of(group).iterator();
        }

        void begin() {
            if (replicas.hasNext()) {
                ask(replicas.next());
            } else if (someoneSaysMoved && !hasWaited) {
                hasWaited = true;
                // The map that says where to is on its way.
                vertx.setTimer(mapPatience, _ -> beginAnew());
            } else if (someoneDidNotSay || someoneSaysMoved) {
                ProblemAnswers.send(route, GatewayFailure.NODE_UNAVAILABLE);
            } else {
                notFound(route);
            }
        }

        private void beginAnew() {
            Readers newest = readers.get();
            if (newest != tried) {
                tried = newest;
                replicas = newest.of(group).iterator();
                someoneDidNotSay = false;
                someoneSaysMoved = false;
            }
            next();
        }

        private void next() {
            if (!route.response().closed()) {
                begin();
            }
        }

        private void ask(Replica replica) {
            HttpServerRequest request = route.request();
            Upstream node = replica.node();
            long startedAt = System.nanoTime();
            node.request(request.method(), request.path())
                    .onFailure(cause -> failed(node, Outcome.withoutConnection(cause), startedAt, cause))
                    .onSuccess(toNode -> send(replica, toNode, startedAt));
        }

        private void send(Replica replica, HttpClientRequest toNode, long startedAt) {
            Upstream node = replica.node();
            HttpServerResponse response = route.response();
            var exchange = new Exchange(node, toNode, response);
            if (response.closed()) {
                exchange.abandon();
                return;
            }
            Fields.forNode(route.request(), toNode);
            Future<HttpClientResponse> answer = toNode.idleTimeout(timeout).send();
            if (replicas.hasNext()) {
                replica.pulse().letGo(answer, toNode::reset);
            }
            answer.onFailure(cause -> failed(node, Outcome.withoutAnswer(cause), startedAt, cause))
                    .onSuccess(head -> judge(node, exchange, head, startedAt));
        }

        private void failed(Upstream node, Outcome outcome, long startedAt, Throwable cause) {
            if (route.response().closed()) {
                return;
            }
            node.complain("is " + outcome, route.request().path(), cause);
            node.count(outcome, startedAt);
            someoneDidNotSay = true;
            next();
        }

        private void judge(Upstream node, Exchange exchange, HttpClientResponse answer, long startedAt) {
            Outcome outcome = Outcome.ofNode(answer.statusCode());
            node.count(outcome, startedAt);
            // A node's own words say more than ours: that a variant could not be rendered in time, and why.
            if (outcome == Outcome.ANSWERED || answer.statusCode() == TOO_BUSY && !replicas.hasNext()) {
                exchange.pass(answer);
                return;
            }
            someoneDidNotSay |= outcome == Outcome.FAILED;
            someoneSaysMoved |= outcome == Outcome.MOVED;
            exchange.discard(answer).onComplete(_ -> next());
        }
    }
}
