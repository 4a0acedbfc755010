package tintype.endtoend.suite;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// `tintype up` as a user runs it: a launcher process that starts all others.
public final class Suite implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("tintype.home")).toAbsolutePath().normalize();
    private static final int PORTS = 20;

    static {
        RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
    }

    private final Process launcher;
    private final Path output;
    private final int port;
    private final Path data;

    private Suite(Process launcher, Path output, int port, Path data) {
        this.launcher = launcher;
        this.output = output;
        this.port = port;
        this.data = data;
    }

    public static Suite start(Path data, String... options) {
        return start(freePort(), data, options);
    }

    public static Suite start(int port, Path data, String... options) {
        return start(port, data, Map.of(), options);
    }

    /// @param settings for all services, as environment
    public static Suite start(int port, Path data, Map<String, String> settings, String... options) {
        List<String> command = new ArrayList<>(List.of(
                java().toString(), "-jar", HOME.resolve("deploy/local/target/tintype-local.jar").toString(), "up",
                "--port", Integer.toString(port), "--data", data.toString()));
        command.addAll(Arrays.asList(options));
        Path output = data.resolveSibling(data.getFileName() + "-launcher.log");
        try {
            long from = Files.exists(output) ? Files.size(output) : 0;
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().putAll(settings);
            Process launcher = builder.start();
            var suite = new Suite(launcher, output, port, data);
            suite.awaitReady(from);
            return suite;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static Path jarOf(String service) {
        return HOME.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
    }

    static Path aotCacheOf(String service, String name) {
        return HOME.resolve(service).resolve("target").resolve(name + ".aot");
    }

    static Path docs() {
        return HOME.resolve("docs");
    }

    /// By what the launcher says: what a killed one left behind may still answer.
    private void awaitReady(long from) {
        try {
            await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(200)).until(() -> {
                String said = Files.readString(output).substring((int) from);
                if (!launcher.isAlive()) {
                    throw new IllegalStateException("tintype up ended: " + said);
                }
                return said.contains("Ready after");
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private IntStream nodes() {
        return IntStream.rangeClosed(1, 2).map(node -> 10 + node);
    }

    public String url() {
        return url(0);
    }

    private String url(int offset) {
        return "http://localhost:" + (port + offset);
    }

    public int port() {
        return port;
    }

    String uploadService() {
        return url(1);
    }

    String thumbnailService() {
        return url(2);
    }

    String metadataService() {
        return url(3);
    }

    /// As the map of groups has them.
    public List<String> nodeUrls() {
        return nodes().mapToObj(offset -> "http://127.0.0.1:" + (port + offset)).toList();
    }

    String kafka() {
        return "127.0.0.1:" + (port + 4);
    }

    public Path data() {
        return data;
    }

    String token() {
        return read(data.resolve("token")).strip();
    }

    /// All that a part has logged so far.
    String log(String part) {
        return read(data.resolve("logs").resolve(part + ".log"));
    }

    /// In how many lines the launcher has said this.
    public long timesSaid(String text) {
        return read(output).lines().filter(line -> line.contains(text)).count();
    }

    public ProcessHandle process(String part) {
        String pid = read(data.resolve("run").resolve(part + ".pid")).lines().findFirst().orElseThrow().strip();
        return ProcessHandle.of(Long.parseLong(pid.split("\\D")[0])).orElseThrow();
    }

    public ProcessHandle launcher() {
        return launcher.toHandle();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /// The first of enough ports in a row of which none is taken.
    public static int freePort() {
        return Ports.free(PORTS);
    }

    /// As Ctrl-C does.
    @Override
    public void close() {
        List<ProcessHandle> children = launcher.descendants().collect(Collectors.toList());
        launcher.destroy();
        try {
            if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
                throw new IllegalStateException("tintype up did not stop within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        }
    }
}
