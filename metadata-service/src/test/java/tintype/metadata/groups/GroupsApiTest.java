package tintype.metadata.groups;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.Problem;
import tintype.metadata.CatalogueDatabase;

/// Kafka is away: the map of these answers comes from the database.
@QuarkusTest
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class GroupsApiTest {

    @Test
    void showsMembersTheMap() {
        asMember().get("/groups")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("groupCount", equalTo(256))
                .body("nodes.name", equalTo(List.of("node-1", "node-2")))
                .body("groups", hasSize(256));
    }

    @Test
    void showsMembersWhereAGroupLives() {
        asMember().get("/groups/001")
                .then()
                .statusCode(200)
                .body("epoch", equalTo(1))
                .body("state", equalTo("writable"))
                .body("read", equalTo(List.of("node-2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "7F", "0000", "x"})
    void knowsNoGroupThatThisClusterDoesNotHave(String group) {
        asMember().get("/groups/" + group).then().statusCode(404).contentType(Problem.MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/groups", "/groups/001"})
    void showsNothingToOthers(String path) {
        given().get(path).then().statusCode(401).contentType(Problem.MEDIA_TYPE);
        given().header("Authorization", "Bearer another-token-of-length").get(path).then().statusCode(401);
    }

    private static RequestSpecification asMember() {
        return given().header("Authorization", "Bearer a-token-that-is-long-enough");
    }
}
