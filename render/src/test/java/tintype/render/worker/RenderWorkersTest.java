package tintype.render.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.Recipe;
import tintype.render.EngineChoice;
import tintype.render.Rendering;

class RenderWorkersTest {

    @TempDir
    Path directory;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private RenderWorkers workers;

    /// Cannot be made in the worker.
    public static final class NoEngine implements EngineChoice {
        @Override
        public Chosen choose() {
            throw new IllegalStateException("no engine today");
        }
    }

    @AfterEach
    void close() {
        workers.close();
    }

    @ParameterizedTest
    @CsvSource({"crash, crashed, crash, 2", "segfault, crashed, crash, 2", "hang, too-slow, deadline, 1", "eat, crashed, crash, 2"})
    void losesOnlyThePictureThatBreaksTheDecoder(String trouble, String reason, String cause, int replaced) {
        workers = workers(1, 1000);

        assertThat(render(trouble)).isInstanceOfSatisfying(
                Rendering.Unrenderable.class, why -> assertThat(why.reason()).isEqualTo(reason));
        assertThat(render("fine")).isInstanceOf(Rendering.Done.class);
        assertThat(metrics.counter("tintype.render.worker.replaced", "cause", cause).count()).isEqualTo(replaced);
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
    void usesAWorkerAgainUntilItIsWorn() {
        workers = workers(1, 3);

        List<Long> processes = IntStream.range(0, 6).mapToObj(_ -> processOf(render("fine"))).toList();
        assertThat(processes.subList(0, 3)).containsOnly(processes.getFirst());
        assertThat(processes.subList(3, 6)).containsOnly(processes.get(3)).doesNotContain(processes.getFirst());
    }

    @Test
    void takesNothingThatAnEnginePrintsForAReport() {
        workers = workers(1, 1000);

        assertThat(render("print")).isInstanceOf(Rendering.Done.class);
        assertThat(render("fine")).isInstanceOf(Rendering.Done.class);
    }

    @Test
    void saysNotNowWhileNoWorkerCanBeStarted() {
        workers = new RenderWorkers(settings(NoEngine.class, 1, 1000), metrics);

        assertThat(render("fine")).isInstanceOf(Rendering.NotNow.class);
    }

    @Test
    void leavesNoProcessBehind() {
        workers = workers(2, 1000);
        workers.warmUp();
        long process = processOf(render("fine"));

        workers.close();

        await().until(() -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
    }

    private RenderWorkers workers(int count, int orders) {
        return new RenderWorkers(settings(TroubleMakers.class, count, orders), metrics);
    }

    private RenderWorkers.Settings settings(Class<? extends EngineChoice> choice, int count, int orders) {
        return new RenderWorkers.Settings(
                choice, Optional.empty(), count, Duration.ofSeconds(3), "64m", 400L << 20, 300L << 20, orders, directory);
    }

    private Rendering render(String name) {
        return workers.render(
                directory.resolve(name), Format.JPEG, List.of(new ImageFile.Variant(Recipe.fit(160), Format.JPEG)));
    }

    private static long processOf(Rendering rendering) {
        return Integer.decode(((Rendering.Done) rendering).placeholder().colour());
    }
}
