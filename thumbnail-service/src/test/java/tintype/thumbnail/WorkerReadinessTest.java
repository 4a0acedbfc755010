package tintype.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.render.choice.EngineChoice;
import tintype.render.choice.FastestEngine;
import tintype.render.worker.RenderWorkers;

class WorkerReadinessTest {

    @TempDir
    Path directory;

    /// Ends its worker.
    public static final class NoEngine implements EngineChoice {
        @Override
        public Chosen choose() {
            throw new IllegalStateException("no engine today");
        }
    }

    @Test
    void isReadyWithWorkers() {
        try (RenderWorkers workers = workers(FastestEngine.class)) {
            assertThat(new WorkerReadiness(workers).call().getStatus()).isEqualTo(Status.UP);
            workers.warmUp();

            var answer = new WorkerReadiness(workers).call();
            assertThat(answer.getStatus()).isEqualTo(Status.UP);
            assertThat(answer.getData().orElseThrow()).containsEntry("alive", 1L);
        }
    }

    @Test
    void isNotReadyWhenNoneCanBeStarted() {
        try (RenderWorkers workers = workers(NoEngine.class)) {
            workers.warmUp();

            assertThat(new WorkerReadiness(workers).call().getStatus()).isEqualTo(Status.DOWN);
        }
    }

    private RenderWorkers workers(Class<? extends EngineChoice> choice) {
        return new RenderWorkers(
                new RenderWorkers.Settings(
                        choice, Optional.empty(), 1, Duration.ofSeconds(5), "64m", 400L << 20, 300L << 20, 100,
                        directory),
                new SimpleMeterRegistry());
    }
}
