package tintype.metadata.balancer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import tintype.frontdoor.ApiContract;
import tintype.frontdoor.PathContract;
import tintype.frontdoor.ReadContract;
import tintype.frontdoor.ScriptedCluster;
import tintype.frontdoor.Shortfall;
import tintype.frontdoor.StreamingContract;

/// A real Nginx in the gateway's place.
@DisabledIfSystemProperty(named = "tintype.test.containers", matches = "true", disabledReason = "Needs no database")
class NginxTest {

    private static BalancerProcess balancer;

    @BeforeAll
    static void start() throws Exception {
        ScriptedCluster.start(
                Shortfall.OTHER_REFUSALS,
                Shortfall.KEEPS_FIELDS_OF_CONNECTION,
                Shortfall.ASKS_FOR_BODIES_ITSELF,
                Shortfall.COUNTS_SHORT_BODIES,
                Shortfall.OWN_REASONS,
                Shortfall.HTTP_0_9,
                Shortfall.DOES_NOT_ASK_WHO_IS_THERE);
        FrontDoor door = Doors.of(ScriptedCluster.map());
        balancer = BalancerProcess.nginx(Doors.TEMPLATES.nginx(door));
    }

    @AfterAll
    static void stop() throws Exception {
        balancer.close();
        ScriptedCluster.stop();
    }

    @Nested
    class Reads extends ReadContract {}

    @Nested
    class Paths extends PathContract {}

    @Nested
    class Api extends ApiContract {}

    @Nested
    class Streams extends StreamingContract {}
}
