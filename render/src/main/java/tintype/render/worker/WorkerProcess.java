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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import tintype.contract.Json;
import tintype.contract.Parsed;
import tintype.render.choice.FastestEngine;

/// A worker as the service sees it. Serves one caller at a time.
final class WorkerProcess implements AutoCloseable {

    /// What became of waiting for a report.
    sealed interface Answer<T> {
        record Reported<T>(T report) implements Answer<T> {}

        record Late<T>() implements Answer<T> {}

        /// Whoever waited was interrupted.
        record Abandoned<T>() implements Answer<T> {}

        record Died<T>(int exit) implements Answer<T> {}
    }

    private static final Logger LOG = Logger.getLogger(WorkerProcess.class);
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LAST_BREATH = Duration.ofSeconds(1);
    private static final List<String> JVM = List.of(
            "-Xms8m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:ReservedCodeCacheSize=48m",
            "-XX:-UsePerfData",
            // There is little Java to run: what the second compiler takes, it never gives back.
            "-XX:TieredStopAtLevel=1",
            "-Djava.util.logging.SimpleFormatter.format=%4$s %5$s%6$s%n", "-Xlog:disable", "-Xlog:all=error:stderr",
            "-XX:+DisplayVMOutputToStderr",
            // Of crashes, the last one's file only. A stranger decides how many there are.
            "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=last-crash.log",
            "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true");
    /// The rest of the service's environment, secrets and agents included, is not for what reads strangers' files.
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "TZ");

    /// More arenas hold more memory that nobody uses. Pixels of one picture are given back to the next, not to the kernel,
    /// which would have to clear them again.
    private static final Map<String, String> ALLOCATION = Map.of(
            "MALLOC_ARENA_MAX", "2", "MALLOC_MMAP_THRESHOLD_", "33554432", "MALLOC_TRIM_THRESHOLD_", "33554432");

    private final Process process;
    private final LinkedBlockingQueue<String> reports = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final WorkReport.Ready ready;
    private int orders;

    private WorkerProcess(Process process) throws IOException {
        this.process = process;
        Thread.ofVirtual().name("render worker reports").start(this::readReports);
        Thread.ofVirtual().name("render worker log").start(this::readLog);
        Answer<WorkReport.Ready> first = await(WorkReport.Ready.class, START);
        if (!(first instanceof Answer.Reported<WorkReport.Ready>(WorkReport.Ready said))) {
            process.destroyForcibly();
            throw new IOException("The render worker " + process.pid() + " did not get ready: " + first);
        }
        this.ready = said;
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
        builder.environment().keySet().retainAll(ENVIRONMENT);
        builder.environment().putAll(ALLOCATION);
        return new WorkerProcess(builder.start());
    }

    /// The jars that lie beside this one where Quarkus packaged them so, or else whatever this process was started with.
    /// A jar alone tells nothing: where modules are tested after they were packaged, this is one, far from the others.
    private static String classPath() {
        try {
            Path here = Path.of(WorkerProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isDirectory(here.resolveSibling("../boot"))
                    ? here.resolveSibling("*") + File.pathSeparator + here.resolveSibling("../boot/*")
                    : System.getProperty("java.class.path");
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

    Answer<WorkReport.Result> take(WorkOrder order, Duration deadline) {
        if (!reports.isEmpty()) {
            // It would be taken for the answer to this order, and show one picture under another's name.
            return garbled(reports.remove(), "no order was open");
        }
        orders++;
        try {
            process.getOutputStream().write(Json.print(order));
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            LOG.debugf(e, "The render worker %d takes no orders", process.pid());
            return died();
        }
        return await(WorkReport.Result.class, deadline);
    }

    private <T extends WorkReport> Answer<T> await(Class<T> shape, Duration patience) {
        try {
            long until = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() - until < 0) {
                // In this order: what was said before the end counts.
                boolean last = ended.isDone();
                String line = reports.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (line != null) {
                    return parsed(line, shape);
                }
                if (last) {
                    return died();
                }
            }
            return new Answer.Late<>();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Abandoned<>();
        }
    }

    private <T extends WorkReport> Answer<T> parsed(String line, Class<T> shape) {
        return switch (Json.parse(line.getBytes(StandardCharsets.UTF_8), shape)) {
            case Parsed.Ok<T>(T report) -> new Answer.Reported<>(report);
            case Parsed.Refused<T>(String reason) -> garbled(line, reason);
        };
    }

    /// Nothing that it says from now on can be trusted.
    private <T> Answer<T> garbled(String line, String reason) {
        LOG.warnf("The render worker %d said '%.200s': %s", process.pid(), line, reason);
        process.destroyForcibly();
        return died();
    }

    private <T> Answer<T> died() {
        try {
            if (!process.waitFor(LAST_BREATH.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return new Answer.Died<>(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Abandoned<>();
        }
    }

    /// A JVM that crashes says so here, whatever its options: after a `#`. Whoever took that for a report would kill it
    /// before it has written down why.
    private void readReports() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) {
                    log(line);
                } else {
                    reports.add(line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf(e, "The render worker %d ended", process.pid());
        } finally {
            ended.complete(null);
        }
    }

    private void readLog() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(this::log);
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf(e, "The render worker %d ended", process.pid());
        }
    }

    private void log(String line) {
        LOG.infof("[%d] %s", process.pid(), line);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
