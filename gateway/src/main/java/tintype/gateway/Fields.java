package tintype.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/// Which header fields go on, and which end here (RFC 9110, 7.6.1).
final class Fields {

    /// What a node needs to know of a request; all else stays here, credentials and cookies included.
    private static final List<CharSequence> FOR_NODES = names(
            "accept", "range", "if-range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since",
            "traceparent", "tracestate");
    private static final List<CharSequence> HOP_BY_HOP = names(
            "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
            "transfer-encoding", "upgrade", "http2-settings");
    /// Of the client's connection, or told anew: by this class, by the HTTP client and by its tracer.
    private static final List<CharSequence> NOT_FOR_SERVICES = names(
            "host", "content-length", "expect", "forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host",
            "x-forwarded-port", "x-forwarded-prefix", "x-real-ip", "traceparent", "tracestate");

    private Fields() {}

    static void forNode(HttpServerRequest from, HttpClientRequest to) {
        MultiMap fields = from.headers();
        for (CharSequence name : FOR_NODES) {
            String value = fields.get(name);
            if (value != null) {
                to.putHeader(name, value);
            }
        }
    }

    static void forService(HttpServerRequest from, HttpClientRequest to) {
        MultiMap fields = to.headers().addAll(from.headers());
        endHere(fields);
        NOT_FOR_SERVICES.forEach(fields::remove);
        fields.set("x-forwarded-for", from.remoteAddress().hostAddress());
        fields.set("x-forwarded-proto", from.scheme());
        if (from.authority() != null) {
            fields.set("x-forwarded-host", from.authority().toString());
        }
    }

    static void forClient(HttpClientResponse from, HttpServerResponse to) {
        int status = from.statusCode();
        MultiMap fields = to.setStatusCode(status).headers().addAll(from.headers());
        endHere(fields);
        if (status >= 500 || status >= 400 && !fields.contains(HttpHeaders.CACHE_CONTROL)) {
            fields.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if (status >= 200 && status != 204 && status != 304 && !fields.contains(HttpHeaders.CONTENT_LENGTH)) {
            to.setChunked(true);
        }
    }

    /// Takes out what is said between neighbours, and what they declare as such.
    private static void endHere(MultiMap fields) {
        String connection = fields.get(HttpHeaders.CONNECTION);
        if (connection != null) {
            for (String named : connection.split(",")) {
                fields.remove(named.strip());
            }
        }
        HOP_BY_HOP.forEach(fields::remove);
    }

    private static List<CharSequence> names(String... names) {
        return List.of(names).stream().map(HttpHeaders::createOptimized).toList();
    }
}
