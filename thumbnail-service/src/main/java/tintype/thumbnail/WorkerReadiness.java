package tintype.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import tintype.render.worker.RenderWorkers;

/// Not ready is who tried to start a worker, and has none.
@Readiness
@ApplicationScoped
class WorkerReadiness implements HealthCheck {

    private final RenderWorkers workers;

    WorkerReadiness(RenderWorkers workers) {
        this.workers = workers;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("render workers")
                .status(workers.canRender())
                .withData("alive", workers.alive())
                .build();
    }
}
