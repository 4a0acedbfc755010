package tintype.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import tintype.frontdoor.PathContract;
import tintype.frontdoor.RawClient;

@QuarkusTest
@QuarkusTestResource(GatewayCluster.class)
class PathTest extends PathContract {

    @Test
    void aClientThatDoesNotFinishItsHeaderIsCutOff() throws Exception {
        try (var client = new RawClient()) {
            client.send("GET /images HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            assertThat(client.head()).isEmpty();
        }
    }
}
