package tintype.cluster;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Node;
import tintype.contract.NodeProtocol;
import tintype.contract.NodeStatus;
import tintype.contract.Parsed;
import tintype.contract.Sha256;
import tintype.contract.StoredImage;

/// Speaks the node protocol (`docs/reference/node-protocol.md`). Blocks: call it on virtual threads.
@ApplicationScoped
public class NodeClient {

    private final NodeClientConfig config;
    private final ClusterToken token;
    private final HttpClient http;

    NodeClient(NodeClientConfig config, ClusterToken token) {
        this.config = config;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// Stores an original with its manifest. Done means: on the node's disk, to stay.
    public NodeAnswer<byte[]> store(Node node, Manifest manifest, long epoch, Path original) {
        String manifestField = Base64.getUrlEncoder().withoutPadding().encodeToString(Json.print(manifest));
        return send(
                request(node, NodeProtocol.storePath(manifest.key()))
                        .header(NodeProtocol.EPOCH, Long.toString(epoch))
                        .header(NodeProtocol.DIGEST, manifest.sha256().digestField())
                        .header(NodeProtocol.MANIFEST, manifestField)
                        .PUT(bytesOf(original)),
                BodyHandlers.ofByteArray());
    }

    /// Stores a variant beside its original.
    public NodeAnswer<byte[]> store(Node node, ImageName variant, long epoch, Sha256 sha256, byte[] bytes) {
        return send(
                request(node, NodeProtocol.storePath(variant))
                        .header(NodeProtocol.EPOCH, Long.toString(epoch))
                        .header(NodeProtocol.DIGEST, sha256.digestField())
                        .PUT(BodyPublishers.ofByteArray(bytes)),
                BodyHandlers.ofByteArray());
    }

    /// Copies a file to `target`, whole or not at all when the answer is not done. The caller checks its digest.
    public NodeAnswer<Path> fetch(Node node, ImageName name, Path target) {
        return send(request(node, name.path()), whenFound(BodyHandlers.ofFile(target)));
    }

    /// What the node has of an image.
    public NodeAnswer<StoredImage> image(Node node, ImageKey image) {
        return read(send(request(node, NodeProtocol.storePath(image)), BodyHandlers.ofByteArray()), StoredImage.class);
    }

    public NodeAnswer<NodeStatus> status(Node node) {
        return read(send(request(node, NodeProtocol.STORE), BodyHandlers.ofByteArray()), NodeStatus.class);
    }

    HttpRequest.Builder request(Node node, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.url().resolve(path))
                .timeout(config.deadline())
                .header("Authorization", token.credentials());
        Tracing.continueIn(request);
        return request;
    }

    private static BodyPublisher bytesOf(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException("Cannot send " + file, e);
        }
    }

    /// An answer that is no file must not become one.
    private static BodyHandler<Path> whenFound(BodyHandler<Path> file) {
        return head -> head.statusCode() == 200 ? file.apply(head) : BodySubscribers.replacing(Path.of(""));
    }

    <T> NodeAnswer<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        HttpRequest built = request.build();
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(built, body);
        try {
            // The client's own timeout ends with the header of the answer; this one includes its body.
            return answerOf(answer.get(config.deadline().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new NodeAnswer.Unavailable<>(built.uri() + " did not answer within " + config.deadline());
        } catch (ExecutionException e) {
            return new NodeAnswer.Unavailable<>(built.method() + " " + built.uri() + ": " + e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new NodeAnswer.Unavailable<>(built.uri() + ": interrupted");
        }
    }

    private static <T> NodeAnswer<T> answerOf(HttpResponse<T> response) {
        int status = response.statusCode();
        String asked = response.request().method() + " " + response.uri() + ": " + status;
        return switch (status) {
            case 200, 201, 202, 204 -> new NodeAnswer.Done<>(response.body());
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

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
