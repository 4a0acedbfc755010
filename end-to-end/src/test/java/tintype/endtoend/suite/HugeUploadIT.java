package tintype.endtoend.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.cluster.Pictures;
import tintype.cluster.map.GroupMaps;
import tintype.cluster.nodes.FakeNode;

/// upload-service with a heap of 64 MB, against bodies of 500 MB.
class HugeUploadIT {

    private static final long HUGE = 500L << 20;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private FakeNode node;
    private Process service;
    private URI images;

    @AfterEach
    void stop() {
        service.destroyForcibly();
        node.close();
    }

    @Test
    void aBodyOf500MegabytesIsRefusedByItsSize() throws Exception {
        // This client reads no answer before it has sent everything, however long that takes.
        start(Map.of("TINTYPE_UPLOAD_DRAIN", "PT60S"));

        HttpResponse<String> answer = upload(() -> concat(Pictures.jpeg(10, 10), HUGE));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(service.isAlive()).isTrue();
    }

    /// Kafka is away, so that the last step fails; until then all 500 MB were received, hashed and sent to the node.
    @Test
    void aBodyOf500MegabytesIsTakenWhereThatIsAllowed() throws Exception {
        start(Map.of("TINTYPE_UPLOAD_MAX_BYTES", "600M", "TINTYPE_NODE_CLIENT_DEADLINE", "PT60S"));

        HttpResponse<String> answer = upload(() -> concat(Pictures.jpeg(10, 10), HUGE));
        assertThat(answer.body()).contains("/problems/not-announced");
        assertThat(service.isAlive()).isTrue();
    }

    private HttpResponse<String> upload(Supplier<InputStream> body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(images)
                .timeout(Duration.ofSeconds(120))
                .POST(BodyPublishers.ofInputStream(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /// A photo with much behind its end, as phones append films.
    private static InputStream concat(byte[] photo, long length) {
        return new SequenceInputStream(new ByteArrayInputStream(photo), new Zeros(length - photo.length));
    }

    private void start(Map<String, String> settings) throws IOException {
        node = new FakeNode("node-1", Files.createDirectory(directory.resolve("node-1")));
        Files.write(directory.resolve("group-map.json"), GroupMaps.dealtOutTo(List.of(node.asNode())).print());
        int port = Suite.freePort();
        images = URI.create("http://localhost:" + port + "/images");
        var command = new ProcessBuilder(
                Suite.java().toString(), "-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-jar",
                Suite.jarOf("upload-service").toString());
        command.environment().putAll(Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "TINTYPE_TOKEN", "a-token-that-is-long-enough",
                "TINTYPE_DATA", directory.toString(),
                "TINTYPE_KAFKA", "localhost:1"));
        command.environment().putAll(settings);
        service = command.redirectErrorStream(true)
                .redirectOutput(directory.resolve("upload-service.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> HTTP.send(
                                HttpRequest.newBuilder(images.resolve("/q/health/ready")).build(), BodyHandlers.discarding())
                        .statusCode()
                == 200);
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int n = (int) Math.min(length, left);
            left -= n;
            return n > 0 ? n : -1;
        }
    }
}
