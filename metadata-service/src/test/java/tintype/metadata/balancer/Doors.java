package tintype.metadata.balancer;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import tintype.contract.groups.GroupMap;
import tintype.frontdoor.ScriptedCluster;

/// Configurations for the scripted cluster.
final class Doors {

    static final ConfigurationTemplates TEMPLATES = new ConfigurationTemplates();

    private Doors() {}

    static FrontDoor of(GroupMap map) {
        return new FrontDoor(
                map,
                ScriptedCluster.uploadService(),
                ScriptedCluster.metadataService(),
                config(Map.of(
                        "TINTYPE_GATEWAY_NODE_TIMEOUT", ScriptedCluster.PATIENCE,
                        "TINTYPE_GATEWAY_SERVICE_TIMEOUT", ScriptedCluster.PATIENCE,
                        "TINTYPE_GATEWAY_IDLE_TIMEOUT", ScriptedCluster.IDLE)));
    }

    static BalancerConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(BalancerConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new EnvConfigSource(environment, 300))
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(BalancerConfig.class);
    }
}
