package tintype.endtoend.suite;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One more process of a suite, as an operator starts it on another server. Nobody starts it again when it dies.
public final class Machine implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final int port;
    private @Nullable Process process;

    private Machine(Suite suite, String name, String module, String label, int port, Map<String, String> settings) {
        this.name = name;
        this.port = port;
        this.log = suite.data().resolve("logs").resolve(name + ".log");
        Path data = suite.data().resolve("machines").resolve(name);
        this.command = new ArrayList<>(List.of(
                Suite.java().toString(), "-Xmx128m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError", "-XX:ThreadPriorityPolicy=1", "-XX:CompilerThreadPriority=15",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true",
                "-XX:AOTCache=" + Suite.aotCacheOf(module, label), "-Xlog:aot*=error",
                "-jar", Suite.jarOf(module).toString()));
        this.environment = new HashMap<>(settings);
        environment.putAll(Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "TINTYPE_KAFKA", suite.kafka(),
                "TINTYPE_TOKEN", suite.token(),
                "TINTYPE_DATA", data.toString(),
                "MALLOC_ARENA_MAX", "2"));
    }

    /// @param settings beside what the suite's own nodes are told
    public static Machine node(Suite suite, String name, int port, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.putAll(Map.of("TINTYPE_NODE_NAME", name, "TINTYPE_THUMBNAIL_URL", suite.thumbnailService()));
        return new Machine(suite, name, "serve-service", "node", port, all);
    }

    public static Machine gateway(Suite suite, int port, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "TINTYPE_UPLOAD_URL", suite.uploadService(), "TINTYPE_METADATA_URL", suite.metadataService()));
        all.putAll(settings);
        return new Machine(suite, "gateway-" + port, "gateway", "gateway", port, all);
    }

    public static Machine uploadService(Suite suite, String name, int port, Map<String, String> settings) {
        return new Machine(suite, name, "upload-service", "upload-service", port, settings);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    String name() {
        return name;
    }

    public Machine start() {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
        return this;
    }

    public Machine awaitReady() {
        await(name + " is ready").atMost(Duration.ofSeconds(90)).until(this::isReady);
        return this;
    }

    private boolean isReady() throws InterruptedException, IOException {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException(name + " has ended: " + Files.readString(log));
        }
        try {
            var request = HttpRequest.newBuilder(URI.create(url() + "/q/health/ready")).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public ProcessHandle process() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process.toHandle();
    }

    /// As a power cut does, but for what the kernel has not written yet.
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
