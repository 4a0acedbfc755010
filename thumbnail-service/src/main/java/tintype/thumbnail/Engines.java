package tintype.thumbnail;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import tintype.cluster.ClusterConfig;
import tintype.render.choice.FastestEngine;
import tintype.render.worker.RenderWorkers;

/// The engine of this service: the fastest that the machine has, in processes of its own.
final class Engines {

    /// The rest is for what is not the Java heap, which is nearly all when libvips renders.
    private static final int HEAP_PERCENT = 70;
    private static final int WORN_PERCENT = 75;
    /// Not at once: on a machine where all services start together, the processors have enough to do.
    private static final Duration ROUND = Duration.ofSeconds(5);

    @Produces
    @Singleton
    RenderWorkers workers(ThumbnailConfig config, ClusterConfig cluster, MeterRegistry metrics) {
        long memory = config.workerMemory().asLongValue();
        var workers = new RenderWorkers(
                new RenderWorkers.Settings(
                        FastestEngine.class,
                        config.libvips(),
                        config.workers(),
                        config.deadline(),
                        Long.toString(memory * HEAP_PERCENT / 100),
                        memory,
                        memory * WORN_PERCENT / 100,
                        config.workerPictures(),
                        cluster.data().resolve("workers")),
                metrics);
        Thread.ofVirtual().name("render worker rounds").start(() -> keepWarm(workers));
        return workers;
    }

    /// Who comes earlier, starts a worker himself. Where none could be started, this finds out when one can.
    private static void keepWarm(RenderWorkers workers) {
        try {
            while (workers.isOpen()) {
                Thread.sleep(ROUND);
                workers.warmUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Disposes RenderWorkers workers) {
        workers.close();
    }
}
