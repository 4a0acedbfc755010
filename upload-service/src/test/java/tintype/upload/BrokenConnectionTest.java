package tintype.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tintype.cluster.Pictures;

/// Clients that do not behave, on bare sockets.
@QuarkusTest
@QuarkusTestResource(UploadCluster.class)
class BrokenConnectionTest {

    private static final int MEGABYTE = 1 << 20;

    @TestHTTPResource
    URI server;

    private int before;

    @BeforeEach
    void count() {
        before = UploadCluster.originals();
    }

    @Test
    void keepsNothingOfAnUploadWhoseClientLeft() throws Exception {
        try (Socket client = connect()) {
            OutputStream out = client.getOutputStream();
            out.write(head("Content-Length: " + 10 * MEGABYTE));
            out.write(Pictures.jpeg(500, 500));
            out.flush();
            await().until(() -> !UploadCluster.spooled().isEmpty());
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(UploadCluster.spooled()).isEmpty());
        assertThat(UploadCluster.originals()).isEqualTo(before);
    }

    @Test
    void refusesATextBeforeAllOfItWasSent() throws Exception {
        try (Socket client = connect()) {
            OutputStream out = client.getOutputStream();
            out.write(head("Content-Length: " + 10 * MEGABYTE));
            out.write("no photo at all ".repeat(100).getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(statusLine(client)).contains(" 415 ");
        }
    }

    @Test
    void letsAClientThatGoesOnSendingReadWhyItWasRefused() throws Exception {
        try (Socket client = connect()) {
            OutputStream out = client.getOutputStream();
            out.write(head("Content-Length: " + 10 * MEGABYTE));
            byte[] text = "no photo at all ".repeat(MEGABYTE / 16).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 10; i++) {
                out.write(text);
            }
            out.flush();

            assertThat(statusLine(client)).contains(" 415 ");
        }
    }

    @Test
    void takesABodyThatComesInChunks() throws Exception {
        byte[] photo = Pictures.png(20, 20);
        try (Socket client = connect()) {
            OutputStream out = client.getOutputStream();
            out.write(head("Transfer-Encoding: chunked"));
            for (byte b : photo) {
                out.write("1\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(b);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(statusLine(client)).contains(" 201 ");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] head(String framing) {
        return ("POST /images HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String statusLine(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
}
