package tintype.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tintype.frontdoor.ApiContract;
import tintype.frontdoor.RawClient;

@QuarkusTest
@QuarkusTestResource(GatewayCluster.class)
class ApiTest extends ApiContract {

    @Test
    void makesATraceWhereTheClientHasNone() {
        catalogue.answers(200, "");
        given().get("/images");

        assertThat(catalogue.lastCall().fields("traceparent")).singleElement().asString().startsWith("00-");
    }

    @Test
    void closesTheConnectionOfAClientThatGoesOnSendingAfterItWasRefused() throws Exception {
        // A service that ends while bytes are on their way to it takes its answer back (RFC 9112, 9.6).
        var answered = new CountDownLatch(1);
        uploads.plays(call -> {
            call.in().readNBytes(1000);
            call.answer(413, "too large");
            call.in().readNBytes(50_000_000);
            answered.await();
        });

        try (var client = new RawClient()) {
            client.send("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 99000000000\r\n\r\n");
            var closed = new AtomicBoolean();
            Thread.ofVirtual().start(() -> {
                try {
                    sendAll(client.out(), 99_000_000_000L);
                } catch (IOException e) {
                    closed.set(true);
                }
            });
            assertThat(client.head()).contains("413");
            answered.countDown();
            await().untilTrue(closed);
        }
    }
}
