package tintype.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.awaitility.Awaitility;
import tintype.local.plan.Part;

/// `tintype up` in a process of its own, with real Kafka and PostgreSQL, and a [StubService] for each service.
final class Launcher implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Process process;
    private final Path data;

    private Launcher(Process process, Path data) {
        this.process = process;
        this.data = data;
        Thread.ofVirtual().start(this::listen);
    }

    static Launcher up(Path data, int port, Map<String, String> environment, String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The heap that the script gives it: PostgreSQL has to unpack in it.
                "-Xmx160m",
                "-Dtintype.home=" + home(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Tintype.class.getName(),
                "up",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Launcher(builder.start(), data);
    }

    private void listen() {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            reader.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("(the output ends: " + e.getMessage() + ")");
        }
    }

    String output() {
        return String.join("\n", output);
    }

    Launcher awaitOutput(String text) {
        Awaitility.await(text)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> output().contains(text) || !process.isAlive());
        if (!output().contains(text)) {
            throw new AssertionError("'" + text + "' is not in the output:\n" + output());
        }
        return this;
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It still runs; its output:\n" + output());
        }
        return process.exitValue();
    }

    void sigterm() {
        process.destroy();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// All processes of the suite but the launcher, whoever their parent is by now.
    List<ProcessHandle> parts() {
        return ProcessHandle.allProcesses()
                .filter(candidate -> candidate.pid() != process.pid())
                .filter(candidate -> candidate.info().commandLine().orElse("").contains(data + "/"))
                .toList();
    }

    ProcessHandle part(String name) throws IOException {
        String pid = Files.readString(data.resolve("run").resolve(name + ".pid")).split(" ")[0];
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /// Whatever a failed test leaves behind.
    @Override
    public void close() throws InterruptedException {
        kill();
        parts().forEach(ProcessHandle::destroyForcibly);
    }

    /// A directory that looks as after a build.
    private static synchronized Path home() throws IOException {
        Path home = Path.of("target/stub-home").toAbsolutePath();
        for (Part part : Part.values()) {
            writeJar(part.jar(home));
        }
        return home;
    }

    private static void writeJar(Path jar) throws IOException {
        if (Files.exists(jar)) {
            return;
        }
        Files.createDirectories(jar.getParent());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubService.class.getName());
        String file = StubService.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = Objects.requireNonNull(StubService.class.getResourceAsStream("StubService.class"))) {
            out.putNextEntry(new JarEntry(file));
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
