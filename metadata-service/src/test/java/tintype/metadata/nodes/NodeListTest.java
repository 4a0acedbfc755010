package tintype.metadata.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

class NodeListTest {

    @Test
    void readsNodesWithAndWithoutAZone() {
        assertThat(NodeList.parse("node-1=http://10.0.0.1:8091;zone=rack-a, node-2=http://10.0.0.2:8091")).isEqualTo(List.of(
                new Node(new NodeName("node-1"), URI.create("http://10.0.0.1:8091"), "rack-a"),
                new Node(new NodeName("node-2"), URI.create("http://10.0.0.2:8091"), null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "node-1", "Node 1=http://localhost:1", "node-1=http://localhost:1;rack=a", "node-1=http://local host",
        "node-1=", "node-1=localhost:8091", "node-1=/store", "node-1=http://localhost:1,node-1=http://localhost:2"
    })
    void refusesAListOfNodesThatIsNone(String setting) {
        assertThatThrownBy(() -> NodeList.parse(setting)).isInstanceOf(IllegalArgumentException.class);
    }
}
