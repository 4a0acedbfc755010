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

/// A real Haproxy in the gateway's place.
@DisabledIfSystemProperty(named = "tintype.test.containers", matches = "true", disabledReason = "Needs no database")
class HaproxyTest {

    private static BalancerProcess balancer;

    @BeforeAll
    static void start() throws Exception {
        ScriptedCluster.start(
                Shortfall.OTHER_REFUSALS,
                Shortfall.KEEPS_FIELDS_OF_CONNECTION,
                Shortfall.FORMER_REASONS,
                Shortfall.DOES_NOT_READ_ON);
        FrontDoor door = Doors.of(ScriptedCluster.map());
        balancer = BalancerProcess.haproxy(Doors.TEMPLATES.haproxy(door), Doors.TEMPLATES.haproxyMap(door));
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
