package tintype.endtoend.power;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A process of Tintype's that is started alone.
final class Program implements AutoCloseable {

    /// It was to start, and did not.
    static final class Ended extends RuntimeException {
        Ended(String message) {
            super(message);
        }
    }

    private static final Path HOME = Path.of(System.getProperty("tintype.home")).toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final Path log;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static Path home(String path) {
        return HOME.resolve(path);
    }

    /// @param arguments of `java`
    static Program start(String name, List<String> arguments, Map<String, String> environment, Path log) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-Xlog:aot*=error"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            endWithThisOne(process);
            return new Program(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
    }

    private static void endWithThisOne(Process process) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        } catch (IllegalStateException e) {
            process.destroyForcibly(); // this one is ending already
            throw e;
        }
    }

    Program awaitReady(BooleanSupplier ready) {
        await(name + " is ready").atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!process.isAlive()) {
                throw new Ended(name + " has ended with " + process.exitValue() + ":\n" + Files.readString(log));
            }
            return ready.getAsBoolean();
        });
        return this;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// From now on it begins nothing, and answers nobody.
    void freeze() {
        Command.run("kill", "-STOP", Long.toString(process.pid()));
    }

    /// Kills it, frozen or not.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
