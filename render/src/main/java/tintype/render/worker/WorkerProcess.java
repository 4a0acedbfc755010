package tintype.render.worker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import tintype.contract.Json;
import tintype.contract.Parsed;
import tintype.render.FastestEngine;

/// A worker as the service sees it. Serves one caller at a time.
final class WorkerProcess implements AutoCloseable {

    /// How an order ended.
    sealed interface Answer {
        record Reported(WorkReport report) implements Answer {}

        /// The worker had to be killed.
        record Late() implements Answer {}

        record Died(int exit) implements Answer {}
    }

    private static final Logger LOG = Logger.getLogger(WorkerProcess.class);
    private static final Duration START = Duration.ofSeconds(30);
    private static final String SETTINGS = "TINTYPE_";
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final List<String> JVM = List.of(
            "-Xms8m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:ReservedCodeCacheSize=48m",
            // What the JVM says of its own death is no report.
            "-XX:+DisplayVMOutputToStderr", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=last-crash.log",
            "-XX:-UsePerfData",
            "-Djava.util.logging.SimpleFormatter.format=%4$s %5$s%6$s%n", "-Xlog:disable", "-Xlog:all=error:stderr",
            "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true");

    private final Process process;
    private final LinkedBlockingQueue<String> reports = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final WorkReport.Ready ready;
    private int orders;

    private WorkerProcess(Process process) throws IOException {
        this.process = process;
        Thread.ofVirtual().name("render worker reports").start(this::readReports);
        Thread.ofVirtual().name("render worker log").start(this::readLog);
        if (!(awaitReport(START) instanceof Answer.Reported(WorkReport.Ready first))) {
            process.destroyForcibly();
            throw new IOException("The render worker did not start");
        }
        this.ready = first;
    }

    /// @throws IOException when it does not get ready
    static WorkerProcess start(RenderWorkers.Settings settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(JVM);
        command.add("-Xmx" + settings.heap());
        settings.library().ifPresent(library -> command.add("-D" + FastestEngine.LIBRARY + "=" + library));
        command.addAll(List.of("-cp", classPath(), RenderWorker.class.getName()));
        command.addAll(List.of(settings.choice().getName(), Long.toString(settings.memory())));
        Files.createDirectories(settings.directory());
        var builder = new ProcessBuilder(command).directory(settings.directory().toFile());
        // Nothing that reads what strangers send needs the secrets of the cluster.
        builder.environment().keySet().removeIf(name -> name.startsWith(SETTINGS));
        // More arenas hold more memory that nobody uses; warnings are of no use without the name of the image.
        builder.environment().putAll(Map.of("MALLOC_ARENA_MAX", "2", "VIPS_WARNING", "0"));
        return new WorkerProcess(builder.start());
    }

    /// The jars that lie beside this one, as Quarkus packages them, or whatever this process was started with where
    /// this is no jar.
    private static String classPath() {
        try {
            Path here = Path.of(WorkerProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isDirectory(here)
                    ? System.getProperty("java.class.path")
                    : here.resolveSibling("*") + File.pathSeparator + here.resolveSibling("../boot/*");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of this class is no file", e);
        }
    }

    WorkReport.Ready ready() {
        return ready;
    }

    int orders() {
        return orders;
    }

    Answer take(WorkOrder order, Duration deadline) {
        orders++;
        try {
            process.getOutputStream().write(Json.print(order));
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            LOG.debugf(e, "The render worker %d takes no orders", process.pid());
            return died();
        }
        return awaitReport(deadline);
    }

    private Answer awaitReport(Duration deadline) {
        try {
            long until = System.nanoTime() + deadline.toNanos();
            while (System.nanoTime() < until) {
                // In this order: what was said before the end counts.
                boolean last = ended.isDone();
                String line = reports.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (line != null) {
                    return parsed(line);
                }
                if (last) {
                    return died();
                }
            }
            return new Answer.Late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Late();
        }
    }

    /// Who says what is no report can be trusted with no further order.
    private Answer parsed(String line) {
        return switch (Json.parse(line.getBytes(StandardCharsets.UTF_8), WorkReport.class)) {
            case Parsed.Ok<WorkReport>(WorkReport report) -> new Answer.Reported(report);
            case Parsed.Refused<WorkReport>(String reason) -> {
                LOG.warnf("The render worker %d said '%s': %s", process.pid(), line, reason);
                process.destroyForcibly();
                yield died();
            }
        };
    }

    private Answer died() {
        try {
            return new Answer.Died(process.onExit().get(1, TimeUnit.SECONDS).exitValue());
        } catch (ExecutionException | TimeoutException e) {
            return new Answer.Late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Late();
        }
    }

    private void readReports() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reports.add(line);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf(e, "The render worker %d ended", process.pid());
        } finally {
            ended.complete(null);
        }
    }

    private void readLog() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> LOG.infof("[%d] %s", process.pid(), line));
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf(e, "The render worker %d ended", process.pid());
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
