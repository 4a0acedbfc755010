package tintype.gateway;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import tintype.frontdoor.StreamingContract;

@QuarkusTest
@QuarkusTestResource(GatewayCluster.class)
class StreamingTest extends StreamingContract {}
