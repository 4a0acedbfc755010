package tintype.render;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Recipe;
import tintype.render.choice.FastestEngine;
import tintype.render.imgscalr.ImgscalrEngine;
import tintype.render.worker.RenderWorkers;

/// How many photos a second an engine renders, two at a time, four JPEG presets of each: `bench/engines/run.sh`.
final class EngineSpeed {

    private static final int AT_ONCE = 2;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private EngineSpeed() {}

    /// @param arguments `workers` or `imgscalr`, a directory of JPEGs, how many rounds, and the formats: `jpg,webp`
    public static void main(String[] arguments) throws Exception {
        List<Path> photos = photos(Path.of(arguments[1]));
        Path scratch = Files.createTempDirectory("tintype-speed");
        Collection<Variant> variants = variants(arguments.length > 3 ? arguments[3] : "jpg");
        try (var workers = workers(scratch);
                var callers = Executors.newFixedThreadPool(AT_ONCE)) {
            RenderEngine engine = arguments[0].equals("workers") ? workers : new ImgscalrEngine(Limits.DEFAULT);
            for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                List<Callable<Rendering>> jobs = new ArrayList<>();
                for (int times = 0; times < 3; times++) {
                    photos.forEach(photo -> jobs.add(() -> engine.render(photo, Format.JPEG, variants)));
                }
                long start = System.nanoTime();
                long cpu = cpu();
                for (var outcome : callers.invokeAll(jobs)) {
                    if (!(outcome.get() instanceof Rendering.Done)) {
                        throw new IllegalStateException("Not rendered: " + outcome.get());
                    }
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("%s %.1f photos/s %d ms%n",
                        arguments[0], jobs.size() / seconds, (cpu() - cpu) / 1_000_000 / jobs.size());
            }
        }
    }

    private static RenderWorkers workers(Path scratch) {
        return new RenderWorkers(
                new RenderWorkers.Settings(
                        FastestEngine.class, Optional.empty(), AT_ONCE, Duration.ofSeconds(60), "280m", 400L << 20,
                        300L << 20, 2_000, scratch),
                new SimpleMeterRegistry());
    }

    /// Of this process and those that it has started, in nanoseconds.
    private static long cpu() {
        return PROCESS.getProcessCpuTime()
                + ProcessHandle.current().children()
                        .mapToLong(child -> child.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
                        .sum();
    }

    private static List<Variant> variants(String formats) {
        return Stream.of(formats.split(","))
                .map(extension -> Format.ofExtension(extension).orThrow())
                .flatMap(format -> Stream.of(160, 320, 640, 1280).map(side -> new Variant(Recipe.fit(side), format)))
                .toList();
    }

    private static List<Path> photos(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
        }
    }
}
