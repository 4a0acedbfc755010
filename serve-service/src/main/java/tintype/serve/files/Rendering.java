package tintype.serve.files;

import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import tintype.cluster.ImageLog;
import tintype.cluster.http.ClusterToken;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Parsed;
import tintype.contract.Problem;
import tintype.contract.store.NodeProtocol;
import tintype.serve.NodeConfig;
import tintype.serve.ServeFailure;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Served;

/// Has variants rendered on the spot by thumbnail-service, each once however many wait for it.
@ApplicationScoped
class Rendering {

    sealed interface Outcome {}

    /// thumbnail-service has put it into this node's store.
    record Stored() implements Outcome {}

    record Impossible(Problem why) implements Outcome {}

    /// The image was deleted, and this node may not have heard of it yet.
    record Gone() implements Outcome {}

    /// Too many wait, or thumbnail-service is away, busy or slow.
    record NotNow(String why) implements Outcome {}

    private static final Logger LOG = Logger.getLogger(Rendering.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final URI renderer;
    private final Duration deadline;
    private final ClusterToken token;
    private final ImageStore store;
    private final RepairOnRead repairOnRead;
    private final MeterRegistry metrics;
    /// For requests that wait, not for variants: each waiting request costs this node a little.
    private final Semaphore places;
    private final HttpClient http;
    private final Map<ImageName, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

    Rendering(
            @ConfigProperty(name = "tintype.thumbnail.url") URI thumbnailService,
            NodeConfig config,
            ImageStore store,
            RepairOnRead repairOnRead,
            ClusterToken token,
            MeterRegistry metrics) {
        this.store = store;
        this.repairOnRead = repairOnRead;
        this.metrics = metrics;
        this.renderer = thumbnailService.resolve(NodeProtocol.RENDER);
        this.deadline = config.renderDeadline();
        this.token = token;
        this.places = new Semaphore(config.renderWaiters());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// Waits until it is done, for the deadline at most.
    Outcome of(ImageName name) throws IOException {
        if (!places.tryAcquire()) {
            return new NotNow("Too many requests wait for variants");
        }
        try {
            var ours = new CompletableFuture<Outcome>();
            CompletableFuture<Outcome> first = underWay.putIfAbsent(name, ours);
            return first == null ? lead(name, ours) : first.join();
        } finally {
            places.release();
        }
    }

    /// The first to ask works for all who ask meanwhile.
    private Outcome lead(ImageName name, CompletableFuture<Outcome> followers) throws IOException {
        Outcome outcome = new NotNow("Could not ask");
        try (var _ = ImageLog.of(name.image())) {
            // Who came too late to follow an earlier leader finds what that one had made. And what another node of the
            // group has is copied: all replicas of a file are the same to the byte.
            boolean isHere = store.find(name) instanceof Served.File || repairOnRead.copy(name);
            outcome = isHere ? new Stored() : ask(name);
        } finally {
            underWay.remove(name, followers);
            followers.complete(outcome);
        }
        return outcome;
    }

    private Outcome ask(ImageName name) {
        Outcome outcome = answerTo(name);
        LOG.infof("Asked for %s: %s", name.file(), outcome);
        metrics.counter("tintype.node.renders", "outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
        return outcome;
    }

    private Outcome answerTo(ImageName name) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request(name), BodyHandlers.ofByteArray());
        try {
            return outcome(answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new NotNow("No answer within " + deadline);
        } catch (ExecutionException e) {
            return new NotNow("No answer: " + e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new NotNow("Interrupted");
        }
    }

    private HttpRequest request(ImageName name) {
        var wanted = Map.of("group", name.image().group(), "id", name.image().id(), "file", name.file());
        return HttpRequest.newBuilder(renderer)
                .header("Authorization", token.credentials())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.print(wanted)))
                .build();
    }

    private static Outcome outcome(HttpResponse<byte[]> answer) {
        return switch (answer.statusCode()) {
            case 200, 204 -> new Stored();
            case 410 -> new Gone();
            case 422 -> new Impossible(why(answer.body()));
            // 404 too: the original lies here, so that service just has not found it.
            default -> new NotNow("thumbnail-service answered " + answer.statusCode());
        };
    }

    private static Problem why(byte[] problem) {
        return switch (Json.parse(problem, Reason.class)) {
            case Parsed.Ok<Reason>(Reason reason) -> Problem.of(ServeFailure.NOT_RENDERABLE, reason.detail());
            case Parsed.Refused<Reason> _ -> Problem.of(ServeFailure.NOT_RENDERABLE);
        };
    }

    /// What is read of a [Problem].
    private record Reason(String detail) {}

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
