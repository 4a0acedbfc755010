package tintype.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import tintype.frontdoor.ScriptedCluster;

/// Our gateway before the scripted cluster. The map is on its disk; Kafka is not needed to start.
public class GatewayCluster implements QuarkusTestResourceLifecycleManager {

    private Path data;

    @Override
    public Map<String, String> start() {
        ScriptedCluster.start();
        try {
            data = Files.createTempDirectory("gateway");
            Files.write(data.resolve("group-map.json"), ScriptedCluster.map().print());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the test cluster", e);
        }
        return Map.ofEntries(
                Map.entry("tintype.token", "a-token-that-is-long-enough"),
                Map.entry("tintype.data", data.toString()),
                Map.entry("tintype.upload.url", ScriptedCluster.uploadService().toString()),
                Map.entry("tintype.metadata.url", ScriptedCluster.metadataService().toString()),
                Map.entry("tintype.gateway.node-timeout", ScriptedCluster.PATIENCE),
                Map.entry("tintype.gateway.service-timeout", ScriptedCluster.PATIENCE),
                Map.entry("tintype.gateway.idle-timeout", ScriptedCluster.IDLE),
                Map.entry("tintype.gateway.drain", "2s"),
                Map.entry("tintype.gateway.connections", "4"),
                Map.entry("tintype.gateway.waiting", "4"),
                // Who shares the four connections, on a machine of any size.
                Map.entry("quarkus.vertx.event-loops-pool-size", "2"),
                Map.entry("quarkus.http.test-port", "0"));
    }

    @Override
    public void stop() {
        ScriptedCluster.stop();
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + data, e);
        }
    }
}
