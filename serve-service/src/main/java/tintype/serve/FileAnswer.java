package tintype.serve;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tintype.cluster.ProblemAnswers;
import tintype.contract.ImageKey;

/// A file as an answer: for ever cacheable, conditional, in parts.
final class FileAnswer {

    private static final String FOREVER = "public, max-age=31536000, immutable";

    private FileAnswer() {}

    static void send(RoutingContext route, Shelf.Item item) {
        HttpServerRequest request = route.request();
        switch (Precondition.of(conditions(request), item.etag(), item.lastModified())) {
            case FAILED -> ProblemAnswers.send(route, ServeFailure.PRECONDITION_FAILED);
            case NOT_MODIFIED -> describe(request.response(), item).setStatusCode(304).end();
            case MET -> sendBytes(route, item);
        }
    }

    private static Precondition.Fields conditions(HttpServerRequest request) {
        return new Precondition.Fields(
                request.getHeader(HttpHeaders.IF_MATCH),
                request.getHeader("If-Unmodified-Since"),
                request.getHeader(HttpHeaders.IF_NONE_MATCH),
                request.getHeader(HttpHeaders.IF_MODIFIED_SINCE));
    }

    private static void sendBytes(RoutingContext route, Shelf.Item item) {
        HttpServerRequest request = route.request();
        HttpServerResponse response = request.response();
        long size = item.file().bytes();
        boolean partly = request.method().equals(HttpMethod.GET)
                && Precondition.rangeHolds(request.getHeader("If-Range"), item.etag(), item.lastModified());
        ByteRange range = partly ? ByteRange.parse(request.getHeader("Range"), size) : new ByteRange.Whole();
        switch (range) {
            case ByteRange.Whole _ -> send(route, describe(response, item), item, 0, size);
            case ByteRange.Part(long first, long length) -> {
                describe(response, item)
                        .setStatusCode(206)
                        .putHeader(HttpHeaders.CONTENT_RANGE, "bytes " + first + "-" + (first + length - 1) + "/" + size);
                send(route, response, item, first, length);
            }
            case ByteRange.Unsatisfiable _ -> {
                response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
                ProblemAnswers.send(route, ServeFailure.RANGE_NOT_SATISFIABLE);
            }
        }
    }

    private static void send(
            RoutingContext route, HttpServerResponse response, Shelf.Item item, long first, long length) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, item.name().file().format().mediaType())
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        Buffer bytes = item.bytes();
        if (route.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else if (bytes != null) {
            response.end(bytes.slice((int) first, (int) (first + length)));
        } else {
            // Fails when the image was deleted since it was looked up: the head is not written then.
            response.sendFile(item.file().path().toString(), first, length).onFailure(route::fail);
        }
    }

    private static HttpServerResponse describe(HttpServerResponse response, Shelf.Item item) {
        ImageKey image = item.name().image();
        String tags = image.id() + " g" + image.group();
        return response.putHeader(HttpHeaders.CACHE_CONTROL, FOREVER)
                .putHeader(HttpHeaders.ETAG, item.etag())
                .putHeader(HttpHeaders.LAST_MODIFIED, DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        item.lastModified().atOffset(ZoneOffset.UTC)))
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Tag", tags.replace(' ', ','))
                .putHeader("Surrogate-Key", tags)
                .putHeader("xkey", tags);
    }
}
