package tintype.local.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.local.data.Cluster;
import tintype.local.data.DataDirectory;

class EnvironmentTest {

    @TempDir
    Path data;

    @Test
    void tellsEachServiceWhereItsNeighboursAre() {
        try (var directory = DataDirectory.open(data)) {
            var settings = new Settings(
                    data, data, new Ports(9000), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                    URI.create("https://img.example.org"));
            List<Member> members = Member.of(settings, directory, 2);
            var environment = new Environment(settings, new Cluster(1, 2, 256, "id"), "secret", members);

            Map<String, Map<String, String>> byName = members.stream()
                    .collect(Collectors.toMap(Member::name, environment::of));

            assertThat(byName).containsOnlyKeys(
                    "postgres", "kafka", "metadata-service", "node-1", "node-2", "thumbnail-service", "upload-service",
                    "gateway");
            assertThat(byName.get("metadata-service"))
                    .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                    .containsEntry("QUARKUS_HTTP_PORT", "9003")
                    .containsEntry("TINTYPE_PUBLIC_URL", "https://img.example.org")
                    .containsEntry("TINTYPE_DATABASE", "jdbc:postgresql://127.0.0.1:9006/tintype")
                    .containsEntry("TINTYPE_NODES", "node-1=http://127.0.0.1:9011,node-2=http://127.0.0.1:9012");
            assertThat(byName.get("node-2"))
                    .containsEntry("QUARKUS_HTTP_PORT", "9012")
                    .containsEntry("TINTYPE_NODE_NAME", "node-2")
                    .containsEntry("TINTYPE_DATA", data + "/nodes/node-2")
                    .containsEntry("TINTYPE_THUMBNAIL_URL", "http://127.0.0.1:9002");
            assertThat(byName.get("gateway"))
                    .containsEntry("QUARKUS_HTTP_HOST", "0.0.0.0")
                    .containsEntry("TINTYPE_KAFKA", "127.0.0.1:9004")
                    .containsEntry("TINTYPE_TOKEN", "secret")
                    .containsEntry("TINTYPE_GROUPS", "256")
                    .containsEntry("TINTYPE_UPLOAD_URL", "http://127.0.0.1:9001")
                    .containsEntry("TINTYPE_METADATA_URL", "http://127.0.0.1:9003");
        }
    }
}
