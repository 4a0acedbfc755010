package tintype.frontdoor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How any front door passes requests of the API on: our gateway, or a load balancer in its place.
public abstract class ApiContract {

    private static final String ID = "01m831qexxeyj80sy3v8ab5jre";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    protected final ScriptedServer uploads = ScriptedCluster.uploads;
    protected final ScriptedServer catalogue = ScriptedCluster.catalogue;

    @BeforeEach
    void forget() {
        ScriptedCluster.forget();
    }

    @Test
    void takesAnUploadToTheUploadService() {
        var received = new AtomicInteger();
        uploads.plays(call -> {
            received.set(call.body().length);
            call.answer(201, "{}", "Location: /images/" + ID);
        });

        given().body(new byte[300_000]).post("/images").then().statusCode(201).header("Location", "/images/" + ID);
        assertThat(received).hasValue(300_000);
        assertThat(catalogue.calls()).isEmpty();
    }

    @Test
    void takesAnUploadOfUnknownLengthInChunks() throws Exception {
        boolean counted = ScriptedCluster.falls(Shortfall.COUNTS_SHORT_BODIES);
        uploads.plays(call -> call.answer(201, new String(counted ? call.body() : call.in().readNBytes(15))));

        try (var client = new RawClient()) {
            client.send("POST /images HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nphoto\r\n0\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 201");
            assertThat(client.body(counted ? 5 : 15)).isEqualTo(counted ? "photo" : "5\r\nphoto\r\n0\r\n\r\n");
        }
        assertThat(uploads.lastCall().field("transfer-encoding")).isEqualTo(counted ? "" : "chunked");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /images",
        "HEAD, /images",
        "GET, /images?after=01m831qexxeyj80sy3v8ab5jre&limit=%31",
        "GET, /images/01m831qexxeyj80sy3v8ab5jre",
        "HEAD, /images/01m831qexxeyj80sy3v8ab5jre",
        "DELETE, /images/01m831qexxeyj80sy3v8ab5jre",
    })
    void takesTheRestToTheCatalogueJustAsItIsSpelled(String method, String uri) {
        catalogue.answers(200, "");

        given().urlEncodingEnabled(false).request(method, uri).then().statusCode(200);
        assertThat(catalogue.lastCall().line()).isEqualTo(method + " " + uri + " HTTP/1.1");
        assertThat(uploads.calls()).isEmpty();
    }

    @Test
    void tellsServicesWhereARequestComesFromAndContinuesItsTrace() {
        catalogue.answers(200, "");

        given().header("X-Forwarded-For", "6.6.6.6")
                .header("Forwarded", "for=6.6.6.6")
                .header("Host", "img.example.org")
                .header("Connection", "X-Mine")
                .header("X-Mine", "1")
                .header("X-Other", "2")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .get("/images");

        var call = catalogue.lastCall();
        assertThat(call.fields("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(call.fields("x-forwarded-proto")).containsExactly("http");
        assertThat(call.fields("x-forwarded-host")).containsExactly("img.example.org");
        assertThat(call.fields("forwarded")).isEmpty();
        assertThat(call.fields("x-mine"))
                .hasSize(ScriptedCluster.falls(Shortfall.KEEPS_FIELDS_OF_CONNECTION) ? 1 : 0);
        assertThat(call.fields("x-other")).containsExactly("2");
        assertThat(call.fields("traceparent")).singleElement().asString().contains(TRACE);
        assertThat(call.fields("host")).containsExactly(catalogue.url().getAuthority());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 410, 500, 503})
    void passesTheServicesWordOnAndKeepsErrorsOutOfCaches(int status) {
        catalogue.answers(status, "{\"a\":1}", "Content-Type: application/problem+json", "Retry-After: 3");

        var answer = given().get("/images/" + ID);
        answer.then().statusCode(status).header("Retry-After", "3").body("a", equalTo(1));
        assertThat(answer.header("Cache-Control")).isEqualTo(status < 400 ? null : "no-store");
    }

    @Test
    void saysWhenAServiceIsAway() {
        uploads.plays(_ -> {});

        given().body(new byte[ScriptedCluster.falls(Shortfall.DOES_NOT_READ_ON) ? 1000 : 5_000_000])
                .post("/images")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "2")
                .header("Cache-Control", "no-store")
                .body("type", equalTo("/problems/service-unavailable"));
    }

    @Test
    void saysWhenAServiceTakesTooLong() {
        catalogue.plays(_ -> Thread.sleep(4_000));

        given().get("/images")
                .then()
                .statusCode(504)
                .header("Cache-Control", "no-store")
                .body("type", equalTo("/problems/service-timeout"));
    }

    @Test
    void countsTheTimeOfAServiceOnlyFromTheEndOfTheRequest() throws Exception {
        uploads.plays(call -> {
            call.body();
            call.answer(201, "");
        });

        try (var client = new RawClient()) {
            client.send("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n");
            for (int i = 0; i < 4; i++) {
                Thread.sleep(500);
                client.send("x");
            }
            assertThat(client.head()).startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void asksTheServiceBeforeAClientThatWaitsSendsItsBody() throws Exception {
        uploads.plays(call -> {
            if (!ScriptedCluster.falls(Shortfall.ASKS_FOR_BODIES_ITSELF)) {
                call.write("HTTP/1.1 100 Continue\r\n\r\n");
            }
            call.answer(201, new String(call.body()));
        });

        try (var client = new RawClient()) {
            client.send("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 100");
            client.send("photo");
            assertThat(client.head()).startsWith("HTTP/1.1 201");
            assertThat(client.body(5)).isEqualTo("photo");
        }
    }

    @Test
    void refusesInPlaceOfAskingForABodyThatTheServiceWillNotTake() throws Exception {
        uploads.answers(413, "too large");

        try (var client = new RawClient()) {
            client.send("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\nExpect: 100-continue\r\n\r\n");
            if (ScriptedCluster.falls(Shortfall.ASKS_FOR_BODIES_ITSELF)) {
                assertThat(client.head()).startsWith("HTTP/1.1 100");
            }
            assertThat(client.head()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void reusesNoConnectionForAnUpload() {
        uploads.answers(201, "{}");

        given().body("photo").post("/images").then().statusCode(201);

        assertThat(uploads.lastCall().field("connection")).isEqualTo("close");
    }

    @Test
    void passesOnAnAnswerThatComesWhileTheClientIsStillSending() throws Exception {
        uploads.plays(call -> {
            call.in().readNBytes(100_000);
            call.answer(413, "too large");
            call.in().transferTo(OutputStream.nullOutputStream());
        });

        try (var client = new RawClient()) {
            client.send("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n");
            sendAll(client.out(), 20_000_000);
            assertThat(client.head()).startsWith("HTTP/1.1 413").contains("no-store");
            assertThat(client.body(9)).isEqualTo("too large");
        }
    }

    @Test
    void breaksOffAnUploadWhoseClientLeft() throws Exception {
        var ends = new AtomicInteger(-2);
        uploads.plays(call -> {
            try {
                while (ends.get() == -2) {
                    if (call.in().read() < 0) {
                        ends.set(-1);
                    }
                }
            } catch (SocketException e) {
                ends.set(-3);
            }
        });

        try (var client = new RawClient()) {
            client.send("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nsome of it");
            await().until(() -> uploads.calls().size() == 1);
        }
        await().until(() -> ends.get() < 0 && ends.get() != -2);
    }

    @Test
    void doesNotEndAChunkedUploadWhoseClientLeft() throws Exception {
        var rest = new StringBuffer();
        var over = new AtomicBoolean();
        uploads.plays(call -> {
            try {
                for (int b = call.in().read(); b >= 0; b = call.in().read()) {
                    rest.append((char) b);
                }
            } finally {
                over.set(true);
            }
        });

        try (var client = new RawClient()) {
            client.send("POST /images HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
            await().until(() -> rest.indexOf("half") >= 0);
        }
        await().untilTrue(over);
        assertThat(rest.toString()).isEqualTo("4\r\nhalf\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "identity", "chunked, chunked"})
    void refusesTransferCodingsThatItDoesNotSpeak(String coding) throws Exception {
        try (var client = new RawClient()) {
            client.send("POST /images HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n");
            String refusal = ScriptedCluster.falls(Shortfall.OTHER_REFUSALS) ? "^HTTP/1.1 (4|501)" : "^HTTP/1.1 400";
            assertThat(client.head()).containsPattern(refusal);
        }
        assertThat(uploads.calls()).isEmpty();
    }

    protected static void sendAll(OutputStream out, long bytes) throws IOException {
        byte[] some = new byte[100_000];
        for (long sent = 0; sent < bytes; sent += some.length) {
            out.write(some);
        }
    }
}
