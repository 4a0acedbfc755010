package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Recipe;
import tintype.render.HostileFiles.Hostile;
import tintype.render.worker.RenderWorkers;

/// Whatever a file holds, its job ends with a picture or with a reason, and the next picture is rendered. At length:
/// `bench/fuzz.sh`.
class HostileFilesTest {

    private static final List<Variant> WANTED =
            List.of(new Variant(Recipe.fit(160), Format.JPEG), new Variant(Recipe.fit(320), Format.WEBP));
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @TempDir
    static Path scratch;

    private static RenderWorkers workers;
    private static HostileFiles files;

    @BeforeAll
    static void start() {
        workers = workers(scratch);
        files = new HostileFiles(workers, scratch);
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    private static RenderWorkers workers(Path directory) {
        return new RenderWorkers(
                new RenderWorkers.Settings(
                        FastestEngine.class, Optional.empty(), 1, DEADLINE, "280m", 400L << 20, 300L << 20, 2_000,
                        directory.resolve("workers")),
                new SimpleMeterRegistry());
    }

    @Test
    void filesThatAreCutOffEndInAPictureOrAReason() {
        files.truncated(7).forEach(HostileFilesTest::assertEnds);
        assertTheNextIsRendered();
    }

    @Test
    void filesThatWereChangedEndInAPictureOrAReason() {
        files.changed(300, 1).forEach(HostileFilesTest::assertEnds);
        assertTheNextIsRendered();
    }

    @Test
    void bombsAreRefusedByWhatTheyClaim() {
        assertThat(HostileFiles.bombs()).allSatisfy(bomb -> assertThat(render(workers, scratch, bomb))
                .as(bomb.name())
                .isInstanceOfSatisfying(
                        Rendering.Unrenderable.class, why -> assertThat(why.reason()).isEqualTo("too-big")));
        assertTheNextIsRendered();
    }

    private static void assertEnds(Hostile file) {
        assertThat(render(workers, scratch, file)).as(file.name()).satisfiesAnyOf(
                made -> assertThat(made).isInstanceOf(Rendering.Done.class),
                made -> assertThat(made).isInstanceOfSatisfying(
                        Rendering.Unrenderable.class, why -> assertThat(why.detail()).endsWith(".")));
    }

    private static void assertTheNextIsRendered() {
        assertThat(files.good()).allSatisfy(
                good -> assertThat(render(workers, scratch, good)).as(good.name()).isInstanceOf(Rendering.Done.class));
    }

    private static Rendering render(RenderEngine engine, Path directory, Hostile file) {
        try {
            Path original = Files.write(directory.resolve("hostile"), file.bytes());
            return engine.render(original, file.format(), WANTED);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write into " + directory, e);
        }
    }

    /// At length, with a table of how the files ended.
    ///
    /// @param arguments how many changed files, and the seed of the first
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("tintype-fuzz");
        Map<String, Integer> ends = new TreeMap<>();
        long slowest = 0;
        try (RenderWorkers engine = workers(directory)) {
            var hostile = new HostileFiles(engine, directory);
            int count = Integer.parseInt(arguments[0]);
            long seed = Long.parseLong(arguments[1]);
            for (Hostile file : Stream.of(hostile.truncated(1), hostile.changed(count, seed), HostileFiles.bombs())
                    .flatMap(stream -> stream)
                    .toList()) {
                long begun = System.nanoTime();
                Rendering outcome = render(engine, directory, file);
                slowest = Math.max(slowest, System.nanoTime() - begun);
                ends.merge(end(outcome), 1, Integer::sum);
                if (outcome instanceof Rendering.Unrenderable(String reason, String _)
                        && (reason.equals("crashed") || reason.equals("too-slow"))) {
                    System.out.println(file.name() + ": " + reason);
                }
            }
            boolean next = hostile.good().stream()
                    .allMatch(good -> render(engine, directory, good) instanceof Rendering.Done);
            System.out.printf("%s; slowest %d ms; the next pictures are rendered: %s%n", ends, slowest / 1_000_000, next);
        }
    }

    private static String end(Rendering outcome) {
        return switch (outcome) {
            case Rendering.Done done -> done.damaged() ? "rendered, marked as damaged" : "rendered";
            case Rendering.Unrenderable(String reason, String _) -> reason;
            case Rendering.NotNow(String why) -> "not now: " + why;
        };
    }
}
