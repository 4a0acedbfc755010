package tintype.render;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tintype.contract.Format;
import tintype.contract.Presets;
import tintype.render.imgscalr.ImgscalrEngine;

/// How many photos a second an engine renders, all presets of each: `docs/reference/performance.md` says how to run it.
final class EngineSpeed {

    private static final int ROUNDS = 8;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private EngineSpeed() {}

    /// @param arguments a directory of JPEGs, and how many threads
    public static void main(String[] arguments) throws Exception {
        List<Path> photos = photos(Path.of(arguments[0]));
        int threads = Integer.parseInt(arguments[1]);
        RenderEngine engine = new ImgscalrEngine(Limits.DEFAULT);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int round = 1; round <= ROUNDS; round++) {
                List<Callable<Rendering>> jobs = new ArrayList<>();
                for (int times = 0; times < 3; times++) {
                    photos.forEach(photo ->
                            jobs.add(() -> engine.render(photo, Format.JPEG, Presets.DEFAULT.variants())));
                }
                long start = System.nanoTime();
                long startCpu = PROCESS.getProcessCpuTime();
                for (var outcome : pool.invokeAll(jobs)) {
                    if (!(outcome.resultNow() instanceof Rendering.Done)) {
                        throw new IllegalStateException("Not rendered: " + outcome.resultNow());
                    }
                }
                double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
                long cpu = Duration.ofNanos(PROCESS.getProcessCpuTime() - startCpu).toMillis() / jobs.size();
                System.out.printf("round %d: %.1f photos/s, %d ms of CPU each%n", round, jobs.size() / seconds, cpu);
            }
        }
    }

    private static List<Path> photos(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
        }
    }
}
