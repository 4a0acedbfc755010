package tintype.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.List;
import org.jboss.logging.Logger;
import tintype.cluster.GroupMapFollower;
import tintype.cluster.ProblemAnswers;
import tintype.contract.Assignment;
import tintype.contract.GroupMap;
import tintype.contract.ImageName;
import tintype.contract.Node;

/// Reads a file from the first node of its group that has it.
///
/// On to the next node on a broken connection, silence, 404, 421 or 5xx. A file is not found only when every node of
/// the group says so: one that cannot be asked might have it, and a live image is never 404.
@ApplicationScoped
class NodeReader {

    private static final Logger LOG = Logger.getLogger(NodeReader.class);
    private static final String SHORT = "public, max-age=5";

    /// What the nodes need to know of a request; anything else, credentials and cookies included, stays here.
    private static final List<String> REQUEST_FIELDS = List.of(
            "Accept",
            "Range",
            "If-Range",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "traceparent",
            "tracestate");
    private static final List<String> HOP_BY_HOP = List.of(
            "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding",
            "Upgrade");

    private final HttpClient http;
    private final GroupMapFollower maps;
    private final GatewayConfig config;
    private final Vertx vertx;
    private final MeterRegistry metrics;

    NodeReader(HttpClient http, GroupMapFollower maps, GatewayConfig config, Vertx vertx, MeterRegistry metrics) {
        this.http = http;
        this.maps = maps;
        this.config = config;
        this.vertx = vertx;
        this.metrics = metrics;
    }

    void read(RoutingContext route, ImageName name, GroupMap map) {
        new Reading(route, name, map).next();
    }

    static void notFound(RoutingContext route) {
        route.response().putHeader("Cache-Control", SHORT);
        ProblemAnswers.send(route, GatewayFailure.NOT_FOUND);
    }

    /// One request on its way through the nodes. All of it happens on the event loop of the client's connection.
    private final class Reading {
        private final RoutingContext route;
        private final ImageName name;
        private final GroupMap map;
        private final Iterator<Node> nodes;
        private boolean someoneDidNotAnswer;
        private boolean someoneSeesAnotherEpoch;

        Reading(RoutingContext route, ImageName name, GroupMap map) {
            this.route = route;
            this.name = name;
            this.map = map;
            Assignment group = map.assignment(name.image().group()).orElseThrow();
            this.nodes = map.readers(group).iterator();
        }

        void next() {
            if (!nodes.hasNext()) {
                exhausted();
                return;
            }
            Node node = nodes.next();
            HttpServerRequest request = route.request();
            http.request(options(node, request))
                    .compose(toNode -> send(toNode, request))
                    .onSuccess(answer -> judge(node, answer))
                    .onFailure(cause -> {
                        LOG.warnf("%s does not answer for %s: %s", node.name(), name, cause.getMessage());
                        count(node, "unavailable");
                        someoneDidNotAnswer = true;
                        next();
                    });
        }

        private RequestOptions options(Node node, HttpServerRequest request) {
            return new RequestOptions()
                    .setHost(node.url().getHost())
                    .setPort(node.url().getPort())
                    .setMethod(request.method())
                    .setURI(name.path())
                    .setIdleTimeout(config.idleTimeout().toMillis());
        }

        private Future<HttpClientResponse> send(HttpClientRequest toNode, HttpServerRequest request) {
            for (String field : REQUEST_FIELDS) {
                String value = request.getHeader(field);
                if (value != null) {
                    toNode.putHeader(field, value);
                }
            }
            return toNode.send();
        }

        private void judge(Node node, HttpClientResponse answer) {
            int status = answer.statusCode();
            if (status < 500 && status != 404 && status != 421) {
                count(node, "answered");
                pass(answer);
                return;
            }
            someoneDidNotAnswer |= status >= 500;
            someoneSeesAnotherEpoch |= status == 421;
            count(node, status >= 500 ? "failed" : "missed");
            if (status >= 500 && !nodes.hasNext()) {
                // Its own words say more than ours: too busy to render, for example.
                pass(answer);
                return;
            }
            answer.resume();
            answer.end().onComplete(_ -> next());
        }

        private void pass(HttpClientResponse answer) {
            HttpServerResponse response = route.response();
            response.setStatusCode(answer.statusCode());
            MultiMap fields = response.headers().addAll(answer.headers());
            HOP_BY_HOP.forEach(fields::remove);
            if (!fields.contains("Content-Length")) {
                response.setChunked(true);
            }
            // When the node breaks off, so does this answer: half a file must not look whole.
            answer.pipe().endOnFailure(false).to(response).onFailure(_ -> route.request().connection().close());
        }

        private void exhausted() {
            if (someoneSeesAnotherEpoch) {
                awaitNewerMap();
            } else if (someoneDidNotAnswer) {
                ProblemAnswers.send(route, GatewayFailure.NODE_UNAVAILABLE);
            } else {
                notFound(route);
            }
        }

        /// The group has moved, and the map that says so is on its way: once more with that one.
        private void awaitNewerMap() {
            vertx.executeBlocking(() -> maps.awaitNewer(map.version(), config.mapPatience()), false)
                    .onFailure(route::fail)
                    .onSuccess(newest -> {
                        if (newest.version() > map.version()) {
                            read(route, name, newest);
                        } else {
                            ProblemAnswers.send(route, GatewayFailure.NODE_UNAVAILABLE);
                        }
                    });
        }

        private void count(Node node, String outcome) {
            metrics.counter("tintype.gateway.reads", "node", node.name().toString(), "outcome", outcome).increment();
        }
    }
}
