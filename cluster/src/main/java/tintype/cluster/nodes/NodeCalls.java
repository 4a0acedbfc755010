package tintype.cluster.nodes;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tintype.cluster.Tracing;
import tintype.cluster.http.ClusterToken;
import tintype.contract.Json;
import tintype.contract.Parsed;
import tintype.contract.Sha256;
import tintype.contract.groups.Node;
import tintype.contract.store.NodeProtocol;

/// Sends requests to nodes as a member of the cluster, and tells from the status what the answer means. Blocks.
@ApplicationScoped
class NodeCalls {

    private final NodeClientConfig config;
    private final ClusterToken token;
    private final HttpClient http;

    NodeCalls(NodeClientConfig config, ClusterToken token) {
        this.config = config;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    HttpRequest.Builder request(Node node, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.url().resolve(path))
                .timeout(config.deadline())
                .header("Authorization", token.credentials());
        Tracing.continueIn(request);
        return request;
    }

    /// The client's own timeout ends with the header of the answer; this deadline includes its body.
    <T> NodeAnswer<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        return await(request.build(), body, config.deadline(), () -> false, HttpResponse::body);
    }

    /// For bodies that may take their time, as long as something comes. Done means that all of it has come, with the
    /// sum that the answer says of it, if it says any.
    ///
    /// @param silence how long nothing may come
    NodeAnswer<Sha256> download(HttpRequest.Builder request, Path target, Pace pace, Duration silence) {
        BodyHandler<Sha256> body = head -> head.statusCode() == 200
                ? new ArrivingFile(target, pace)
                : BodySubscribers.replacing(Sha256.of(new byte[0]));
        NodeAnswer<HttpResponse<Sha256>> answer =
                await(request.timeout(silence).build(), body, silence, new Growth(target), response -> response);
        return answer.flatMap(NodeCalls::asAnnounced);
    }

    private static NodeAnswer<Sha256> asAnnounced(HttpResponse<Sha256> response) {
        String announced = response.headers().firstValue(NodeProtocol.DIGEST).orElse("");
        return announced.isEmpty() || announced.equals(response.body().digestField())
                ? new NodeAnswer.Done<>(response.body())
                : new NodeAnswer.Unavailable<>(response.uri() + ": the bytes are not those of " + announced);
    }

    /// @param goesOn asked when nothing was answered in time
    private <T, R> NodeAnswer<R> await(
            HttpRequest request,
            BodyHandler<T> body,
            Duration patience,
            BooleanSupplier goesOn,
            Function<HttpResponse<T>, R> result) {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, body);
        try {
            while (true) {
                try {
                    return answerOf(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS), result);
                } catch (TimeoutException e) {
                    if (!goesOn.getAsBoolean()) {
                        answer.cancel(true);
                        return new NodeAnswer.Unavailable<>(request.uri() + " did not answer within " + patience);
                    }
                }
            }
        } catch (ExecutionException e) {
            return new NodeAnswer.Unavailable<>(request.method() + " " + request.uri() + ": " + e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new NodeAnswer.Unavailable<>(request.uri() + ": interrupted");
        }
    }

    private static <T, R> NodeAnswer<R> answerOf(HttpResponse<T> response, Function<HttpResponse<T>, R> result) {
        int status = response.statusCode();
        String asked = response.request().method() + " " + response.uri() + ": " + status;
        return switch (status) {
            case 200, 201, 202, 204 -> new NodeAnswer.Done<>(result.apply(response));
            case 404 -> new NodeAnswer.Missing<>();
            case 410 -> new NodeAnswer.Deleted<>();
            case 421 -> new NodeAnswer.OtherEpoch<>(
                    response.headers().firstValueAsLong(NodeProtocol.EPOCH).orElse(0));
            default -> status >= 400 && status < 500
                    ? new NodeAnswer.Refused<>(status, asked)
                    : new NodeAnswer.Unavailable<>(asked);
        };
    }

    static <T> NodeAnswer<T> read(NodeAnswer<byte[]> answer, Class<T> shape) {
        return answer.flatMap(json -> switch (Json.parse(json, shape)) {
            case Parsed.Ok<T>(T value) -> new NodeAnswer.Done<>(value);
            case Parsed.Refused<T>(String reason) -> new NodeAnswer.Unavailable<>(reason);
        });
    }

    /// Whether a file has become larger since it was last asked.
    private static final class Growth implements BooleanSupplier {

        private final Path file;
        private long seen;

        Growth(Path file) {
            this.file = file;
        }

        @Override
        public boolean getAsBoolean() {
            long before = seen;
            try {
                seen = Files.exists(file) ? Files.size(file) : 0;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot look at " + file, e);
            }
            return seen > before;
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
