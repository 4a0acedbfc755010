package tintype.metadata.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.cluster.http.FailureException;
import tintype.cluster.map.GroupMaps;
import tintype.contract.Group;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

class FrontDoorTest {

    /// Asked twice are all but the last: HAProxy must not say 404 because of the last, if another could not be asked.
    @ParameterizedTest
    @CsvSource({
        "'a', 'last:a'",
        "'a,b', 'any:a,missed:b,last:a'",
        "'a,b,c', 'any:a,any:b,missed:c,missed:a,last:b'",
    })
    void takesTurnsUntilEveryNodeHasSaidThatItHasNoSuchFile(String nodes, String turns) {
        List<NodeName> names = List.of(nodes.split(",")).stream().map(NodeName::new).toList();
        var group = new Assignment(new Group(7), 1, names, names, Assignment.State.WRITABLE);

        assertThat(FrontDoor.Line.of(group)).isEqualTo(new FrontDoor.Line("007", nodes, turns));
    }

    @Test
    void refusesToSpeakPlainlyWhereTlsIsExpected() {
        var map = GroupMaps.dealtOutTo(List.of(new Node(new NodeName("a"), URI.create("http://a:1"), null)));
        URI uploads = URI.create("https://u:1");

        assertThatThrownBy(() -> new FrontDoor(map, uploads, URI.create("http://m:1"), Doors.config(Map.of())))
                .isInstanceOf(FailureException.class);
    }

    /// The same as the gateway's, by the same names.
    @Test
    void hasTheGatewaysDefaults() {
        BalancerConfig config = Doors.config(Map.of());

        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.nodeTimeout()).isEqualTo(Duration.ofSeconds(40));
        assertThat(config.checkInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.serviceTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(config.chunk().asLongValue()).isEqualTo(1 << 16);
    }

    @Test
    void isSetByTheGatewaysNames() {
        BalancerConfig config = Doors.config(Map.of(
                "TINTYPE_GATEWAY_CONNECT_TIMEOUT", "1m",
                "TINTYPE_GATEWAY_NODE_TIMEOUT", "2m",
                "TINTYPE_GATEWAY_CHECK_INTERVAL", "11m",
                "TINTYPE_GATEWAY_SERVICE_TIMEOUT", "3m",
                "TINTYPE_GATEWAY_IDLE_TIMEOUT", "4m",
                "TINTYPE_GATEWAY_CHUNK", "8K"));

        assertThat(config.connectTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.nodeTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.checkInterval()).isEqualTo(Duration.ofMinutes(11));
        assertThat(config.serviceTimeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofMinutes(4));
        assertThat(config.chunk().asLongValue()).isEqualTo(8 << 10);
    }
}
