package tintype.render.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.Recipe;
import tintype.render.Rendering;
import tintype.render.choice.EngineChoice;

class RenderWorkersTest {

    @TempDir
    Path directory;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private RenderWorkers workers;

    /// Cannot be made in the worker; leaves a file for each try.
    public static final class NoEngine implements EngineChoice {
        @Override
        public Chosen choose() {
            try {
                Files.createTempFile(Path.of("").toAbsolutePath(), "start", null);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot count the starts", e);
            }
            throw new IllegalStateException("no engine today");
        }
    }

    @AfterEach
    void close() {
        workers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "exit, crashed, crash, 2",
        "crash, crashed, crash, 2",
        "hang, too-slow, deadline, 1",
        "eat, too-big, memory, 2",
        "babble, crashed, crash, 2",
    })
    void losesOnlyThePictureThatBreaksTheDecoder(String trouble, String reason, String cause, int replaced) {
        workers = workers(1, 1000);

        assertThat(render(trouble)).isInstanceOfSatisfying(
                Rendering.Unrenderable.class, why -> assertThat(why.reason()).isEqualTo(reason));
        assertThat(render("fine")).isInstanceOf(Rendering.Done.class);
        assertThat(replaced(cause)).isEqualTo(replaced);
    }

    /// A stranger may send as many of them as he likes.
    @Test
    void keepsTheReportOfOneCrashOnly() {
        workers = workers(1, 1000, Duration.ofSeconds(30));
        render("crash");
        render("crash");

        assertThat(directory).isDirectoryNotContaining("glob:**hs_err*").isDirectoryNotContaining("glob:**/core*");
        assertThat(directory.resolve("last-crash.log")).isNotEmptyFile();
    }

    @Test
    void triesAgainWhenItsWorkerIsKilledFromOutside() {
        workers = workers(1, 1000);
        ProcessHandle worker = ProcessHandle.of(processOf(render("fine"))).orElseThrow();
        worker.destroyForcibly();
        worker.onExit().join();

        assertThat(render("fine")).isInstanceOf(Rendering.Done.class);
    }

    @Test
    void triesAPictureAgainWhoseWorkerIsKilledWhileItRenders() throws IOException {
        workers = workers(1, 1000, Duration.ofSeconds(30));
        Path begun = Files.createFile(directory.resolve("hang once"));
        ProcessHandle worker = ProcessHandle.of(processOf(render("fine"))).orElseThrow();
        var job = CompletableFuture.supplyAsync(() -> render("hang once"));
        await().until(() -> Files.notExists(begun));

        worker.destroyForcibly();

        assertThat(job.join()).isInstanceOf(Rendering.Done.class);
        assertThat(replaced("crash")).isEqualTo(1);
    }

    @Test
    void usesAWorkerAgainUntilItIsWorn() {
        workers = workers(1, 3);

        List<Long> processes = IntStream.range(0, 6).mapToObj(_ -> processOf(render("fine"))).toList();
        assertThat(processes.subList(0, 3)).containsOnly(processes.getFirst());
        assertThat(processes.subList(3, 6)).containsOnly(processes.get(3)).doesNotContain(processes.getFirst());
        assertThat(replaced("worn")).isEqualTo(2);
    }

    @Test
    void takesNothingThatAnEnginePrintsForAReport() {
        workers = workers(1, 1000);

        assertThat(render("print")).isInstanceOf(Rendering.Done.class);
        assertThat(render("fine")).isInstanceOf(Rendering.Done.class);
    }

    @Test
    void saysNotNowWhileNoWorkerCanBeStarted() {
        workers = new RenderWorkers(settings(NoEngine.class, 1, 1000, Duration.ofSeconds(3)), metrics);

        assertThat(workers.canRender()).isTrue();
        assertThat(render("fine")).isInstanceOf(Rendering.NotNow.class);
        assertThat(workers.canRender()).isFalse();
    }

    @Test
    void doesNotStartAProcessForEachPictureWhileNoneStarts() {
        workers = new RenderWorkers(settings(NoEngine.class, 2, 1000, Duration.ofSeconds(3)), metrics);

        IntStream.range(0, 50).forEach(_ -> assertThat(render("fine")).isInstanceOf(Rendering.NotNow.class));
        assertThat(directory.toFile().list((_, name) -> name.startsWith("start"))).hasSizeLessThan(5);
    }

    /// As on a full disk.
    @Test
    void blamesNoPictureThatItCannotTakeOver() {
        workers = workers(1, 1000);

        assertThat(render("lose the directory")).isInstanceOf(Rendering.NotNow.class);
        assertThat(render("fine")).isInstanceOf(Rendering.Done.class);
        assertThat(metrics.find("tintype.render.worker.replaced").counters()).isEmpty();
    }

    @Test
    void rendersAgainOnceItsDirectoryCanBeWrittenTo() throws IOException {
        Path own = directory.resolve("own");
        workers = new RenderWorkers(settings(TroubleMakers.class, 1, 1000, Duration.ofSeconds(3), own), metrics);
        assertThat(render("fine")).isInstanceOf(Rendering.Done.class);
        Path away = Files.move(own, directory.resolve("away"));
        Files.createFile(own);
        assertThat(render("fine")).isInstanceOf(Rendering.NotNow.class);
        assertThat(render("fine")).isInstanceOf(Rendering.NotNow.class);

        Files.delete(own);
        Files.move(away, own);
        assertThat(render("fine")).isInstanceOf(Rendering.Done.class);
    }

    @Test
    void blamesNoPictureForTheEndOfTheService() {
        workers = workers(1, 1000, Duration.ofSeconds(30));
        long process = processOf(render("fine"));
        var job = CompletableFuture.supplyAsync(() -> render("hang"));
        await().until(() -> isRendering());

        workers.close();

        assertThat(job.join()).isInstanceOf(Rendering.NotNow.class);
        await().until(() -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void blamesNoPictureWhoseCallerIsInterrupted() throws InterruptedException {
        workers = workers(1, 1000, Duration.ofSeconds(30));
        var outcome = new CompletableFuture<Rendering>();
        Thread caller = Thread.ofVirtual().start(() -> outcome.complete(render("hang")));
        await().until(() -> isRendering());
        Thread.sleep(1000);

        caller.interrupt();

        assertThat(outcome.join()).isInstanceOf(Rendering.NotNow.class);
        assertThat(render("fine")).isInstanceOf(Rendering.Done.class);
    }

    @Test
    void tellsNoSecretToItsWorkers() {
        workers = workers(1, 1000);

        assertThat(render("environment")).isInstanceOfSatisfying(
                Rendering.Unrenderable.class, told -> assertThat(told.detail().split(","))
                        .isSubsetOf("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "TZ",
                                "MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"));
    }

    @Test
    void namesItsEngineBeforeAnythingWasRendered() {
        workers = workers(1, 1000);

        assertThat(workers.name()).isEqualTo("trouble");
    }

    @Test
    void clearsAwayWhatAKilledServiceLeft() throws IOException {
        Path left = Files.createDirectory(directory.resolve("job1234"));
        Files.createFile(left.resolve("fit-160x160.jpg"));
        workers = workers(1, 1000);

        assertThat(left).doesNotExist();
    }

    @Test
    void leavesNoProcessBehind() {
        workers = workers(2, 1000);
        workers.warmUp();
        assertThat(metrics.get("tintype.render.workers.alive").gauge().value()).isEqualTo(2);
        long process = processOf(render("fine"));

        workers.close();

        await().until(() -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
        await().until(() -> metrics.get("tintype.render.workers.alive").gauge().value() == 0);
    }

    @Test
    void aWorkerEndsWithItsParentEvenIfItHangs() throws IOException {
        workers = workers(1, 1000);
        Process parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m", "-cp", System.getProperty("java.class.path"), Orphan.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("parent.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> parent.children().findAny().isPresent());
        ProcessHandle worker = parent.children().findAny().orElseThrow();
        await().atMost(Duration.ofSeconds(30)).until(this::isRendering);
        await().during(Duration.ofSeconds(1)).until(worker::isAlive);

        parent.destroyForcibly();

        try {
            await().until(() -> !worker.isAlive());
        } finally {
            worker.destroyForcibly();
        }
    }

    private boolean isRendering() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("job"));
        }
    }

    private double replaced(String cause) {
        return metrics.counter("tintype.render.worker.replaced", "cause", cause).count();
    }

    private RenderWorkers workers(int count, int orders) {
        return workers(count, orders, Duration.ofSeconds(3));
    }

    private RenderWorkers workers(int count, int orders, Duration deadline) {
        return new RenderWorkers(settings(TroubleMakers.class, count, orders, deadline), metrics);
    }

    private RenderWorkers.Settings settings(
            Class<? extends EngineChoice> choice, int count, int orders, Duration deadline) {
        return settings(choice, count, orders, deadline, directory);
    }

    private static RenderWorkers.Settings settings(
            Class<? extends EngineChoice> choice, int count, int orders, Duration deadline, Path directory) {
        return new RenderWorkers.Settings(
                choice, Optional.empty(), count, deadline, "64m", 400L << 20, 300L << 20, orders, directory);
    }

    private Rendering render(String name) {
        return workers.render(
                directory.resolve(name), Format.JPEG, List.of(new ImageFile.Variant(Recipe.fit(160), Format.JPEG)));
    }

    private static long processOf(Rendering rendering) {
        return Integer.decode(((Rendering.Done) rendering).placeholder().colour());
    }
}
