package tintype.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tintype.cluster.map.GroupMapFollower;
import tintype.cluster.map.NewMaps;
import tintype.frontdoor.RawClient;
import tintype.frontdoor.ReadContract;
import tintype.frontdoor.ScriptedCluster;

@QuarkusTest
@QuarkusTestResource(GatewayCluster.class)
class ReadTest extends ReadContract {

    @Inject
    GroupMapFollower maps;

    @Test
    void followsAGroupThatMovedToTheNewMap() {
        List<List<String>> moved = new ArrayList<>(ScriptedCluster.readers());
        while (moved.size() < 8) {
            moved.add(List.of("node-1"));
        }
        moved.set(7, List.of("node-2"));
        one.plays(call -> {
            NewMaps.arrive(maps, ScriptedCluster.map(maps.require().version() + 1, moved));
            call.answer(421, "");
        });
        two.answers(200, "from its new home");

        given().get(ScriptedCluster.OF_ONE.replace("/g/000", "/g/007"))
                .then()
                .statusCode(200)
                .body(equalTo("from its new home"));
    }

    @Test
    void tellsClientsToComeBackWhenTooManyWaitForOneNode() throws Exception {
        var release = new CountDownLatch(1);
        one.plays(call -> {
            release.await();
            call.answer(200, "at last");
        });
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            clients.add(new RawClient().get(ScriptedCluster.OF_ONE));
        }

        try {
            await().until(() -> one.calls().size() == 4);
            given().get(ScriptedCluster.OF_ONE).then().statusCode(503).header("Retry-After", "2");
        } finally {
            release.countDown();
            for (RawClient client : clients) {
                client.head();
                client.close();
            }
        }
    }

    @Test
    void countsWhatBecameOfRequestsByNode() {
        one.answers(404, "");
        two.answers(200, "x");
        given().get(ScriptedCluster.OF_BOTH).then().statusCode(200);

        assertThat(given().get("/q/metrics").asString())
                .contains("tintype_gateway_requests_seconds_count{outcome=\"missed\",upstream=\"node-1\"}")
                .contains("tintype_gateway_requests_seconds_count{outcome=\"answered\",upstream=\"node-2\"}")
                .doesNotContain("01m831qexxeyj80sy3v8ab5jre");
    }
}
