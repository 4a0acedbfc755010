package tintype.serve;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import tintype.cluster.ClusterToken;
import tintype.cluster.ImageLog;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.NodeProtocol;
import tintype.contract.Parsed;
import tintype.contract.Problem;

/// Has variants rendered on the spot by thumbnail-service, each once however many wait for it.
@ApplicationScoped
class Rendering {

    sealed interface Outcome {}

    /// thumbnail-service has put it into this node's store.
    record Stored() implements Outcome {}

    record Impossible(Problem why) implements Outcome {}

    record Gone() implements Outcome {}

    record NotNow() implements Outcome {}

    private static final Logger LOG = Logger.getLogger(Rendering.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final URI renderer;
    private final Duration deadline;
    private final ClusterToken token;
    private final Semaphore places;
    private final HttpClient http;
    private final Map<ImageName, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

    Rendering(
            @ConfigProperty(name = "tintype.thumbnail.url") URI thumbnailService, NodeConfig config, ClusterToken token) {
        this.renderer = thumbnailService.resolve(NodeProtocol.RENDER);
        this.deadline = config.renderDeadline();
        this.token = token;
        this.places = new Semaphore(config.concurrentRenders());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// Waits until it is done, for the deadline at most.
    Outcome of(ImageName name) {
        var ours = new CompletableFuture<Outcome>();
        CompletableFuture<Outcome> first = underWay.putIfAbsent(name, ours);
        if (first != null) {
            return first.join();
        }
        Outcome outcome = new NotNow();
        try {
            outcome = ask(name);
        } finally {
            underWay.remove(name, ours);
            ours.complete(outcome);
        }
        return outcome;
    }

    private Outcome ask(ImageName name) {
        if (!places.tryAcquire()) {
            return new NotNow();
        }
        try (var _ = ImageLog.of(name.image())) {
            Outcome outcome = outcome(http.send(request(name), BodyHandlers.ofByteArray()));
            LOG.infof("Asked for %s: %s", name.file(), outcome);
            return outcome;
        } catch (IOException e) {
            LOG.warnf("thumbnail-service did not render %s: %s", name, e);
            return new NotNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NotNow();
        } finally {
            places.release();
        }
    }

    private HttpRequest request(ImageName name) {
        var wanted = Map.of("group", name.image().group(), "id", name.image().id(), "file", name.file());
        return HttpRequest.newBuilder(renderer)
                .timeout(deadline)
                .header("Authorization", token.credentials())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.print(wanted)))
                .build();
    }

    private static Outcome outcome(HttpResponse<byte[]> answer) {
        return switch (answer.statusCode()) {
            case 200, 204 -> new Stored();
            case 404, 410 -> new Gone();
            case 422 -> new Impossible(why(answer.body()));
            default -> new NotNow();
        };
    }

    private static Problem why(byte[] body) {
        return switch (Json.parse(body, Problem.class)) {
            case Parsed.Ok<Problem>(Problem problem) -> Problem.of(ServeFailure.NOT_RENDERABLE, problem.detail());
            case Parsed.Refused<Problem> _ -> Problem.of(ServeFailure.NOT_RENDERABLE);
        };
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
