package tintype.frontdoor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing but the public paths, in their one spelling, gets past the gateway.
public abstract class PathContract {

    private static final String ID = "01m831qexxeyj80sy3v8ab5jre";

    @BeforeEach
    void allSayYes() {
        ScriptedCluster.forget();
        ScriptedCluster.one.answers(200, "secret");
        ScriptedCluster.two.answers(200, "secret");
        ScriptedCluster.uploads.answers(200, "secret");
        ScriptedCluster.catalogue.answers(200, "secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/g",
                "/g/",
                "/g/000",
                "/g/000/" + ID,
                "/g/000/" + ID + "/",
                "/g/000/" + ID + "/original",
                "/g/000/" + ID + "/.jpg",
                "/g/000/" + ID + "/original.",
                "/g/000/" + ID + "/original.jpg/",
                "/g/000/" + ID + "/original.jpg/x",
                "/g/000/" + ID + "/original.jpg%00",
                "/g/000/" + ID + "/original%2ejpg",
                "/g/000/" + ID + "/ORIGINAL.jpg",
                "/g/000/" + ID + "/..",
                "/g/000/" + ID + "/a..jpg",
                "/g/000/" + ID + "/../../../token",
                "/g/000/" + ID + "/manifest_.json;x",
                "/g/000/../" + ID + "/original.jpg",
                "/g/000/%2e%2e/%2e%2e/token",
                "/g/000/..%2f..%2f..%2ftoken00000000/original.jpg",
                "/g/000/%252e%252e/token",
                "/g//000/" + ID + "/original.jpg",
                "//g/000/" + ID + "/original.jpg",
                "/g/000//" + ID + "/original.jpg",
                "/g/00/" + ID + "/original.jpg",
                "/g/00G/" + ID + "/original.jpg",
                "/g/0000/" + ID + "/original.jpg",
                "/g/100/" + ID + "/original.jpg",
                "/g/fff/" + ID + "/original.jpg",
                "/G/000/" + ID + "/original.jpg",
                "/x/../g/000/" + ID + "/original.jpg",
                "/%67/000/" + ID + "/original.jpg",
                "/g/../images",
                "/g/../q/health",
                "/q/../images",
                "/images/",
                "/images/" + ID + "/",
                "/images/" + ID + "/x",
                "/images/../groups",
                "/images/..%2fgroups",
                "/images/%2e%2e/groups",
                "/images/UPPER",
                "//images",
                "/%69mages",
                "/Images",
                "/store",
                "/store/000/" + ID,
                "/render",
                "/groups",
                "/groups/000",
                "/nothing",
            })
    void anythingElseIsNotFound(String path) throws Exception {
        try (var client = new RawClient()) {
            client.get(path);
            String head = client.head();
            if (ScriptedCluster.falls(Shortfall.OTHER_REFUSALS) && head.startsWith("HTTP/1.1 400")) {
                assertThat(path).containsAnyOf("%00", "/../..", "%2f..");
            } else {
                assertThat(head).startsWith("HTTP/1.1 404").containsIgnoringCase("application/problem+json");
            }
            assertThat(head).doesNotContain("immutable");
        }
        assertNobodyWasAsked();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /g/000/01m831qexxeyj80sy3v8ab5jre/original.jpg, 'GET, HEAD'",
        "DELETE, /g/000/01m831qexxeyj80sy3v8ab5jre/original.jpg, 'GET, HEAD'",
        "PUT, /images, 'GET, HEAD, POST'",
        "DELETE, /images, 'GET, HEAD, POST'",
        "POST, /images/01m831qexxeyj80sy3v8ab5jre, 'GET, HEAD, DELETE'",
        "FOO, /images/01m831qexxeyj80sy3v8ab5jre, 'GET, HEAD, DELETE'",
        "OPTIONS, /images, 'GET, HEAD, POST'",
    })
    void aWrongMethodIsToldTheRightOnes(String method, String path, String allow) {
        boolean sendsMuch = method.equals("PUT") && !ScriptedCluster.falls(Shortfall.DOES_NOT_READ_ON);
        given().body(new byte[sendsMuch ? 5_000_000 : 0])
                .request(method, path)
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .header("Allow", allow)
                .header("Cache-Control", "no-store");
        assertNobodyWasAsked();
    }

    @Test
    void anAbsoluteTargetIsTakenByItsPath() throws Exception {
        try (var client = new RawClient()) {
            client.send("GET http://elsewhere.example.org/g/000/" + ID + "/original.jpg HTTP/1.1\r\n"
                    + "Host: elsewhere.example.org\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200");
        }
        assertThat(ScriptedCluster.one.lastCall().line()).isEqualTo("GET /g/000/" + ID + "/original.jpg HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /images HTTP/1.1|Host: a|X: @200000||', 431",
        "'GET /@200000 HTTP/1.1|Host: a||', 414",
        "'GET /images HTTP/9.x|Host: a||', 400",
        "'NOT EVEN CLOSE||', 400",
        "'POST /images HTTP/1.1|Host: a|Content-Length: x||', 400",
        "'POST /images HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 6||', 400",
        "'POST /images HTTP/1.1|Host: a|Content-Length: -5||', 400",
    })
    void whatCannotBeReadIsRefusedAndTheGatewayLives(String request, int status) throws Exception {
        try (var client = new RawClient()) {
            String head = client.headInAnswerTo(request.replace("@200000", "x".repeat(200_000)).replace("|", "\r\n"));
            if (ScriptedCluster.falls(Shortfall.OTHER_REFUSALS)) {
                assertThat(head).containsPattern("^(HTTP/1.. [45]|$)");
            } else {
                assertThat(head).startsWith("HTTP/1.").contains(" " + status + " ");
            }
        }
        assertNobodyWasAsked();
        given().get("/images").then().statusCode(200);
    }

    private static void assertNobodyWasAsked() {
        assertThat(ScriptedCluster.calls()).isEmpty();
    }
}
