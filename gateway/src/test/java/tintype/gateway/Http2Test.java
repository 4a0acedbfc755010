package tintype.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tintype.frontdoor.RawClient;
import tintype.frontdoor.ScriptedCluster;

/// Clients may speak HTTP/2, as browsers do when the operator set up TLS.
@QuarkusTest
@QuarkusTestResource(GatewayCluster.class)
class Http2Test {

    private final HttpClient client = HttpClient.newHttpClient();

    /// The first request only asks for the upgrade.
    @BeforeEach
    void upgrade() throws Exception {
        ScriptedCluster.forget();
        var answer = client.send(request("/q/health/live").build(), BodyHandlers.discarding());
        assertThat(answer.version()).isEqualTo(Version.HTTP_2);
    }

    @Test
    void readsAFile() throws Exception {
        ScriptedCluster.one.answers(200, "bytes", "Keep-Alive: timeout=5");

        var answer = client.send(request(ScriptedCluster.OF_ONE).build(), BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(Version.HTTP_2);
        assertThat(answer.body()).isEqualTo("bytes");
        assertThat(answer.headers().map()).doesNotContainKeys("keep-alive", "connection");
    }

    @Test
    void takesAnUploadOfUnknownLength() throws Exception {
        ScriptedCluster.uploads.plays(call -> call.answer(201, new String(call.in().readNBytes(15), StandardCharsets.US_ASCII)));

        var body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("photo".getBytes(StandardCharsets.US_ASCII)));
        var answer = client.send(request("/images").POST(body).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("5\r\nphoto\r\n0\r\n\r\n");
    }

    @Test
    void breaksOffWhatTheNodeBreaksOffAndKeepsTheConnection() throws Exception {
        ScriptedCluster.one.plays(call -> call.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"));

        assertThatThrownBy(() -> client.send(request(ScriptedCluster.OF_ONE).build(), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        readsAFile();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RawClient.port() + path));
    }
}
