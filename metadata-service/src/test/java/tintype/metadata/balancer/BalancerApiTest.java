package tintype.metadata.balancer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.Problem;
import tintype.metadata.CatalogueDatabase;

@QuarkusTest
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class BalancerApiTest {

    @ParameterizedTest
    @CsvSource({
        "nginx.conf, 'server localhost:2;'",
        "nginx.conf, '001 \"node-2\";'",
        "haproxy.cfg, 'server node-2 localhost:2'",
        "haproxy.cfg, 'server upload-service localhost:3'",
        "haproxy.map, '001 last:node-2'",
    })
    void writesTheMapDownForLoadBalancers(String file, String line) {
        given().header("Authorization", "Bearer a-token-that-is-long-enough")
                .get("/groups/" + file)
                .then()
                .statusCode(200)
                .contentType(containsString("text/plain"))
                .body(containsString(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx.conf", "haproxy.cfg", "haproxy.map"})
    void showsNothingToOthers(String file) {
        given().get("/groups/" + file).then().statusCode(401).contentType(Problem.MEDIA_TYPE);
    }
}
