package tintype.serve.disk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.cluster.map.GroupMaps;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

class NodeIdentityTest {

    private static final GroupMap MAP =
            GroupMaps.dealtOutTo(List.of(new Node(new NodeName("node-1"), URI.create("http://localhost:1"), null)));

    @TempDir
    Path data;

    private NodeIdentity open(String name, int groups, Optional<GroupMap> map) throws IOException {
        return new NodeIdentity(data, new NodeName(name), groups, map);
    }

    private void openAndClose(String name, int groups, Optional<GroupMap> map) throws IOException {
        open(name, groups, map).close();
    }

    @Test
    void remembersItsNodeAndCluster() throws Exception {
        openAndClose("node-1", 256, Optional.of(MAP));

        openAndClose("node-1", 256, Optional.of(MAP));
        openAndClose("node-1", 256, Optional.empty());
    }

    @Test
    void isNobodysUntilAMapIsKnown() throws Exception {
        openAndClose("node-1", 256, Optional.empty());

        openAndClose("node-2", 128, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"node-2,256", "node-1,128"})
    void refusesToServeAnotherNode(String name, int groups) throws Exception {
        openAndClose("node-1", 256, Optional.of(MAP));

        assertThatThrownBy(() -> open(name, groups, Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(data.toString())
                .hasMessageContaining("belongs to node-1");
    }

    @Test
    void refusesToServeAnotherCluster() throws Exception {
        openAndClose("node-1", 256, Optional.of(MAP));
        var another = new GroupMap(new UUID(7, 7), 1, 256, MAP.presets(), MAP.nodes(), MAP.groups());

        assertThatThrownBy(() -> open("node-1", 256, Optional.of(another)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cluster");
    }

    @Test
    void refusesASecondProcess() throws Exception {
        NodeIdentity first = open("node-1", 256, Optional.of(MAP));

        assertThatThrownBy(() -> open("node-1", 256, Optional.of(MAP)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Another process");
        first.close();
        openAndClose("node-1", 256, Optional.of(MAP));
    }

    @Test
    void doesNotGuessWhoseItIs() throws Exception {
        Files.writeString(data.resolve("node.json"), "{");

        assertThatThrownBy(() -> open("node-1", 256, Optional.of(MAP))).hasMessageContaining("node.json");
    }
}
