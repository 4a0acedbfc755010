package tintype.render;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Recipe;
import tintype.render.HostileFiles.Hostile;
import tintype.render.choice.FastestEngine;
import tintype.render.worker.RenderWorkers;

/// Hostile files at length, with a count of how they ended: `bench/fuzz.sh`.
final class FuzzRun {

    private static final List<Variant> WANTED =
            List.of(new Variant(Recipe.fit(160), Format.JPEG), new Variant(Recipe.fit(320), Format.WEBP));
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Set<String> OF_INTEREST = Set.of("crashed", "too-slow");

    private final RenderEngine engine;
    private final Path directory;
    private final Map<String, Integer> ends = new TreeMap<>();
    private long slowest;

    private FuzzRun(RenderEngine engine, Path directory) {
        this.engine = engine;
        this.directory = directory;
    }

    /// @param arguments how many changed files, and the seed of the first
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("tintype-fuzz");
        try (RenderWorkers engine = workers(directory)) {
            var run = new FuzzRun(engine, directory);
            var hostile = new HostileFiles(engine, directory);
            hostile.truncated(1).forEach(run::take);
            hostile.changed(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1])).forEach(run::take);
            HostileFiles.bombs().forEach(run::take);
            boolean next = hostile.good().stream()
                    .allMatch(good -> render(engine, directory, good) instanceof Rendering.Done);
            System.out.printf("%s; the slowest took %d ms; the next pictures are rendered: %s%n",
                    run.ends, run.slowest / 1_000_000, next);
        }
    }

    private void take(Hostile file) {
        long begun = System.nanoTime();
        Rendering outcome = render(engine, directory, file);
        slowest = Math.max(slowest, System.nanoTime() - begun);
        ends.merge(end(outcome), 1, Integer::sum);
        if (OF_INTEREST.contains(end(outcome))) {
            System.out.println(file.name() + ": " + end(outcome));
        }
    }

    private static String end(Rendering outcome) {
        return switch (outcome) {
            case Rendering.Done done -> done.damaged() ? "rendered, marked as damaged" : "rendered";
            case Rendering.Unrenderable(String reason, String _) -> reason;
            case Rendering.NotNow(String why) -> "not now: " + why;
        };
    }

    static RenderWorkers workers(Path directory) {
        return new RenderWorkers(
                new RenderWorkers.Settings(
                        FastestEngine.class, Optional.empty(), 1, DEADLINE, "280m", 400L << 20, 300L << 20, 2_000,
                        directory.resolve("workers")),
                new SimpleMeterRegistry());
    }

    static Rendering render(RenderEngine engine, Path directory, Hostile file) {
        try {
            Path original = Files.write(directory.resolve("hostile"), file.bytes());
            return engine.render(original, file.format(), WANTED);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into " + directory, e);
        }
    }
}
