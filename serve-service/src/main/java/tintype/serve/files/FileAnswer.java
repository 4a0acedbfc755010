package tintype.serve.files;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import tintype.cluster.http.ProblemAnswers;
import tintype.contract.Failure;
import tintype.contract.Problem;
import tintype.serve.ServeFailure;
import tintype.serve.disk.Shelf;

/// A file as an answer: cacheable for ever, conditional, whole or in part.
@ApplicationScoped
class FileAnswer {

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_MODIFIED = 304;
    private static final CharSequence RANGE = HttpHeaders.createOptimized("range");
    private static final String SOME_SECONDS = "public, max-age=5";

    private final FileMetrics metrics;

    FileAnswer(FileMetrics metrics) {
        this.metrics = metrics;
    }

    /// Fails when the file went from the disk; then nothing was answered yet.
    Future<Void> send(RoutingContext route, Shelf.Item item) {
        return switch (Precondition.of(route.request().headers(), item)) {
            case MET -> sendBytes(route, item);
            case NOT_MODIFIED -> sendNotModified(route.response(), item);
            case FAILED -> refuse(route, ServeFailure.PRECONDITION_FAILED);
        };
    }

    private Future<Void> sendBytes(RoutingContext route, Shelf.Item item) {
        HttpServerResponse response = route.response();
        return switch (rangeOf(route.request(), item)) {
            case ByteRange.Whole _ -> sendBytes(route, item, OK, new ByteRange.Part(0, item.file().bytes()));
            case ByteRange.Part part -> {
                response.putHeader(HttpHeaders.CONTENT_RANGE, part.contentRange(item.file().bytes()));
                yield sendBytes(route, item, PARTIAL_CONTENT, part);
            }
            case ByteRange.Unsatisfiable _ -> {
                response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + item.file().bytes());
                yield refuse(route, ServeFailure.RANGE_NOT_SATISFIABLE);
            }
        };
    }

    /// Ranges are for GET alone.
    private static ByteRange rangeOf(HttpServerRequest request, Shelf.Item item) {
        String range = request.getHeader(RANGE);
        return range != null && request.method() == HttpMethod.GET && Precondition.rangeApplies(request.headers(), item)
                ? ByteRange.parse(range, item.file().bytes())
                : new ByteRange.Whole();
    }

    private Future<Void> sendBytes(RoutingContext route, Shelf.Item item, int status, ByteRange.Part part) {
        HttpServerResponse response = route.response().setStatusCode(status);
        item.describeIn(response.headers());
        response.putHeader(HttpHeaders.CONTENT_TYPE, item.mediaType());
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(part.length()));
        if (route.request().method() == HttpMethod.HEAD) {
            metrics.answered(status);
            return response.end();
        }
        Buffer bytes = item.bytes();
        if (bytes == null) {
            return response.sendFile(item.file().path().toString(), part.first(), part.length())
                    .onSuccess(_ -> sent(status, part.length()));
        }
        sent(status, part.length());
        return response.end(
                part.length() == bytes.length()
                        ? bytes
                        : bytes.slice((int) part.first(), (int) (part.first() + part.length())));
    }

    private void sent(int status, long bytes) {
        metrics.answered(status);
        metrics.sent(bytes);
    }

    private Future<Void> sendNotModified(HttpServerResponse response, Shelf.Item item) {
        item.describeIn(response.headers());
        metrics.answered(NOT_MODIFIED);
        return response.setStatusCode(NOT_MODIFIED).end();
    }

    Future<Void> refuse(RoutingContext route, Failure why) {
        return refuse(route, why, Problem.of(why));
    }

    Future<Void> refuse(RoutingContext route, Failure why, Problem problem) {
        if (why == ServeFailure.NOT_FOUND || why == ServeFailure.DELETED) {
            route.response().putHeader(HttpHeaders.CACHE_CONTROL, SOME_SECONDS);
        }
        metrics.answered(why.status());
        ProblemAnswers.send(route, why, problem);
        return Future.succeededFuture();
    }
}
