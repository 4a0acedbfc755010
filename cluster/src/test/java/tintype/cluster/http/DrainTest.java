package tintype.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String REFUSED = "HTTP/1.1 409";

    private final Vertx vertx = Vertx.vertx();
    private final Drain drain = new Drain(vertx);
    private Socket client;

    @BeforeEach
    void start() throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.path().equals("/early")) {
                        refuse(request);
                    } else {
                        refuseAtItsEnd(request);
                    }
                })
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        client = new Socket("localhost", server.actualPort());
        client.setSoTimeout(10_000);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void refuse(HttpServerRequest request) {
        drain.restOf(request, PATIENCE);
        request.response().setStatusCode(409).end();
    }

    /// Reads it in portions, as Quarkus does.
    private void refuseAtItsEnd(HttpServerRequest request) {
        request.pause();
        request.handler(_ -> request.fetch(1));
        request.endHandler(_ -> refuse(request));
        request.fetch(1);
    }

    @Test
    void leavesTheConnectionOfARequestThatHasComeWholeToTheNextOnes() throws Exception {
        send("POST /late HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabcde");
        assertThat(answer()).startsWith(REFUSED);

        await().pollDelay(PATIENCE.plusMillis(500)).untilAsserted(() -> {
            send("POST /late HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabcde");
            assertThat(answer()).startsWith(REFUSED);
        });
    }

    @Test
    void takesTheRestOfARequestThatIsRefusedEarly() throws Exception {
        send("POST /early HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabcde");
        assertThat(answer()).startsWith(REFUSED);
        send("fghij" + "POST /early HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx");

        assertThat(answer()).startsWith(REFUSED);
    }

    @Test
    void waitsForTheRestOnlySoLong() throws Exception {
        send("POST /early HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabcde");
        assertThat(answer()).startsWith(REFUSED);

        assertThat(client.getInputStream().read()).isNegative();
    }

    private void send(String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Its head.
    private String answer() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                return head + "(closed)";
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
