package tintype.frontdoor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How any front door reads a file: our gateway, or a load balancer in its place.
public abstract class ReadContract {

    private static final String FOREVER = "Cache-Control: public, max-age=31536000, immutable";

    protected final ScriptedServer one = ScriptedCluster.one;
    protected final ScriptedServer two = ScriptedCluster.two;

    @BeforeEach
    void forget() {
        ScriptedCluster.forget();
    }

    @Test
    void passesAFileOnAsTheNodeSendsIt() {
        one.answers(200, "bytes", FOREVER, "ETag: \"e\"", "Cache-Tag: a,b", "Keep-Alive: timeout=5", "X-Mine: 1",
                "Connection: X-Mine");

        given().get(ScriptedCluster.OF_ONE)
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("ETag", "\"e\"")
                .header("Cache-Tag", "a,b")
                .header("Content-Length", "5")
                .header("Keep-Alive", nullValue())
                .header("Connection", not(containsString("X-Mine")))
                .body(equalTo("bytes"));
    }

    @Test
    void passesABodyOfUnknownLengthOn() {
        one.plays(call -> call.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));

        given().get(ScriptedCluster.OF_ONE).then().statusCode(200).body(equalTo("abcde"));
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() {
        one.plays(call -> call.write("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\nConnection: close\r\n\r\n"));

        given().head(ScriptedCluster.OF_ONE).then().statusCode(200).header("Content-Length", "1234");
        assertThat(one.lastCall().line()).isEqualTo("HEAD " + ScriptedCluster.OF_ONE + " HTTP/1.1");
    }

    @Test
    void tellsTheNodeOfConditionsAndRangesAndOfNoSecrets() {
        var fields = Map.of(
                "Range", "bytes=1-2",
                "If-Range", "\"e\"",
                "If-None-Match", "\"n\"",
                "If-Match", "\"m\"",
                "If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT",
                "If-Unmodified-Since", "Tue, 02 Jan 2024 00:00:00 GMT",
                "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        given().headers(fields)
                .header("Authorization", "Bearer a-token-that-is-long-enough")
                .header("Cookie", "a=b")
                .header("Tintype-Epoch", "1")
                .get(ScriptedCluster.OF_ONE);

        fields.forEach((name, value) -> assertThat(one.lastCall().fields(name)).containsExactly(value));
        assertThat(one.lastCall().head()).doesNotContainIgnoringCase("authorization").doesNotContainIgnoringCase("cookie");
        assertThat(one.lastCall().field("Tintype-Epoch")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 206, 304, 400, 410, 412, 416, 422})
    void takesTheFirstNodesWordForGood(int status) {
        one.answers(status, status == 304 ? "" : "from node-1", "Cache-Control: public, max-age=7");
        two.answers(200, "from node-2");

        given().get(ScriptedCluster.OF_BOTH).then().statusCode(status).header("Cache-Control", "public, max-age=7");
        assertThat(two.calls()).isEmpty();
    }

    static Stream<Arguments> whatMakesItAskTheNextNode() {
        return Stream.of(
                troubled("404", call -> call.answer(404, "not here")),
                troubled("421", call -> call.answer(421, "")),
                troubled("500", call -> call.answer(500, "oops")),
                troubled("503", call -> call.answer(503, "", "Retry-After: 9")),
                troubled("a redirect", call -> call.answer(302, "", "Location: http://10.0.0.1/", FOREVER)),
                troubled("closes at once", _ -> {}),
                troubled("breaks off in the head", call -> call.write("HTTP/1.1 200 OK\r\nContent-Le")),
                troubled("does not speak HTTP", call -> call.write("220 mail.example.org ESMTP\r\n\r\n")),
                troubled("says nothing", _ -> Thread.sleep(5_000)));
    }

    private static Arguments troubled(String name, ScriptedServer.Script script) {
        return Arguments.of(name, script);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatMakesItAskTheNextNode")
    void asksTheNextNodeWhenTheFirstIsNoHelp(String trouble, ScriptedServer.Script script) {
        assumeFalse(trouble.equals("does not speak HTTP") && ScriptedCluster.falls(Shortfall.HTTP_0_9));
        one.plays(script);
        two.answers(200, "from node-2", FOREVER);

        given().get(ScriptedCluster.OF_BOTH)
                .then()
                .statusCode(200)
                .body(equalTo("from node-2"))
                .header("Cache-Control", "public, max-age=31536000, immutable");
        assertThat(one.calls()).hasSize(1);
    }

    @Test
    void leavesANodeThatStandsStillAloneUntilItAnswersAgain() {
        assumeFalse(ScriptedCluster.falls(Shortfall.DOES_NOT_ASK_WHO_IS_THERE));
        one.answers(200, "from node-1");
        two.answers(200, "from node-2");

        one.standsStill();
        await().untilAsserted(() -> {
            int before = one.calls().size();
            given().get(ScriptedCluster.OF_BOTH).then().statusCode(200).body(equalTo("from node-2"));
            assertThat(one.calls()).hasSize(before);
        });

        one.forget();
        one.answers(200, "from node-1");
        await().untilAsserted(
                () -> given().get(ScriptedCluster.OF_BOTH).then().statusCode(200).body(equalTo("from node-1")));
    }

    @Test
    void asksTheNextNodeWhenTheFirstIsDown() {
        two.answers(200, "from node-2");

        given().get(ScriptedCluster.OF_DEAD_AND_TWO).then().statusCode(200).body(equalTo("from node-2"));
    }

    @ParameterizedTest
    @CsvSource({
        "404, 404, 404, '/problems/not-found', 'public, max-age=5'",
        "404, 500, 503, '/problems/node-unavailable', no-store",
        "500, 404, 503, '/problems/node-unavailable', no-store",
        "503, 404, 503, '/problems/node-unavailable', no-store",
        "500, 500, 503, '/problems/node-unavailable', no-store",
        "302, 302, 503, '/problems/node-unavailable', no-store",
        "421, 404, 503, '/problems/node-unavailable', no-store",
        "421, 421, 503, '/problems/node-unavailable', no-store",
    })
    void saysNotFoundOnlyWhenAllNodesDo(int first, int second, int status, String type, String cacheControl) {
        one.answers(first, "", FOREVER);
        two.answers(second, "", FOREVER);

        var answer = given().get(ScriptedCluster.OF_BOTH);
        if (first == 503 && ScriptedCluster.falls(Shortfall.FORMER_REASONS)) {
            answer.then().statusCode(503).header("Cache-Control", "no-store");
            return;
        }
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("Cache-Control", cacheControl)
                .body("type", equalTo(type));
        assertThat(answer.header("Retry-After")).isEqualTo(status == 503 ? "2" : null);
    }

    @ParameterizedTest
    @CsvSource({
        "404, 404, 404, 404", "404, 404, 421, 503", "404, 500, 404, 503", "503, 404, 404, 503", "421, 404, 404, 503",
        "404, 500, 200, 200", "500, 404, 200, 200", "421, 421, 200, 200", "404, 410, 200, 410",
    })
    void asksThreeNodesJustLikeTwo(int first, int second, int third, int status) {
        one.answers(first, "");
        two.answers(second, "");
        ScriptedCluster.three.answers(third, "");

        given().get(ScriptedCluster.OF_THREE).then().statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({"/g/002", "/g/003"})
    void isNeverNotFoundWhileANodeIsDown(String group) {
        given().get(ScriptedCluster.OF_DEAD.replace("/g/003", group))
                .then()
                .statusCode(503)
                .header("Retry-After", "2")
                .header("Cache-Control", "no-store");
    }

    @Test
    void passesOnWhyTheLastNodeIsTooBusyAndKeepsItOutOfCaches() {
        one.answers(503, "{\"type\":\"/problems/not-rendered-yet\"}", "Content-Type: application/problem+json",
                "Retry-After: 7", FOREVER);

        given().get(ScriptedCluster.OF_ONE)
                .then()
                .statusCode(503)
                .header("Retry-After", "7")
                .header("Cache-Control", "no-store")
                .body("type", equalTo(ScriptedCluster.falls(Shortfall.OWN_REASONS)
                        ? "/problems/node-unavailable"
                        : "/problems/not-rendered-yet"));
    }

    @Test
    void closesTheConnectionWhenTheNodeBreaksOffInTheBody() throws Exception {
        one.plays(call -> call.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it"));

        try (var client = new RawClient()) {
            client.get(ScriptedCluster.OF_ONE);
            assertThat(client.head()).startsWith("HTTP/1.1 200").contains("1000");
            assertThat(client.body(1000)).isEqualTo("half of it");
        }
    }

    @Test
    void neverEndsAChunkedBodyThatTheNodeDidNotEnd() throws Exception {
        one.plays(call -> call.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"));

        try (var client = new RawClient()) {
            client.get(ScriptedCluster.OF_ONE);
            client.head();
            assertThat(client.body(1000)).isEqualTo("3\r\nabc\r\n");
        }
    }

    @Test
    void letsGoOfTheNodeWhenTheClientLeaves() throws Exception {
        var started = new CountDownLatch(1);
        var broken = new AtomicBoolean();
        one.plays(call -> {
            call.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            try {
                for (int i = 0; i < 1000; i++) {
                    call.out().write(new byte[1_000_000]);
                    started.countDown();
                }
            } finally {
                broken.set(true);
            }
        });

        try (var client = new RawClient(4096)) {
            client.get(ScriptedCluster.OF_ONE);
            client.head();
            started.await();
        }
        await().untilTrue(broken);
    }

    @Test
    void letsGoOfTheNodeWhenTheClientDoesNotWaitForTheHead() throws Exception {
        var left = new AtomicBoolean();
        one.plays(call -> {
            try {
                left.set(call.in().read() < 0);
            } catch (SocketException e) {
                left.set(true);
            }
        });

        try (var client = new RawClient()) {
            client.get(ScriptedCluster.OF_ONE);
            await().until(() -> one.calls().size() == 1);
        }
        // Sooner than its patience with the node ends.
        await().atMost(Duration.ofMillis(1_700)).untilTrue(left);
        assertThat(one.calls()).hasSize(1);
    }
}
