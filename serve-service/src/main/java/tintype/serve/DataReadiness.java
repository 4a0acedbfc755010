package tintype.serve;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import tintype.cluster.ClusterConfig;

/// A disk that turned read-only can take no deletion. One that is merely full still serves, and so is ready.
@Readiness
@ApplicationScoped
class DataReadiness implements HealthCheck {

    private final Path data;
    private final NodeCondition condition;

    DataReadiness(ClusterConfig cluster, NodeCondition condition) {
        this.data = cluster.data();
        this.condition = condition;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("data directory")
                .status(Files.isWritable(data))
                .withData("freeBytes", condition.freeBytes())
                .build();
    }
}
