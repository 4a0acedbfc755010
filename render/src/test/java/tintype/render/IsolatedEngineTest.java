package tintype.render;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tintype.render.choice.FastestEngine;
import tintype.render.worker.RenderWorkers;

/// The fastest engine that there is, in its own process.
class IsolatedEngineTest extends RenderEngineContract {

    @TempDir
    static Path scratch;

    private static RenderWorkers workers;

    @BeforeAll
    static void start() {
        workers = new RenderWorkers(
                new RenderWorkers.Settings(
                        FastestEngine.class, Optional.empty(), 1, Duration.ofSeconds(30), "288m", 400L << 20, 300L << 20,
                        2_000, scratch),
                new SimpleMeterRegistry());
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @Override
    RenderEngine engine() {
        return workers;
    }
}
