package tintype.cluster.map;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready is who knows the map; whether Kafka is there at the moment does not matter for that.
@Readiness
@ApplicationScoped
class MapReadiness implements HealthCheck {

    private final GroupMapFollower follower;

    MapReadiness(GroupMapFollower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("map of groups");
        return follower.current()
                .map(map -> answer.up().withData("version", map.version()))
                .orElseGet(answer::down)
                .build();
    }
}
