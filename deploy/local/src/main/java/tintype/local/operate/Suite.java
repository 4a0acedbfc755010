package tintype.local.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;
import tintype.local.data.RunningSuite;
import tintype.local.plan.Part;
import tintype.local.plan.Ports;
import tintype.local.terminal.Reason;
import tintype.local.terminal.Refusal;

/// The suite that a command is for, and how to talk to its metadata-service.
final class Suite {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:TINTYPE_DATA:-data}",
            description = "The data directory of the running suite. Default: ./data.")
    private Path data = Path.of("data");

    private final HttpClient client = HttpClient.newHttpClient();

    JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    JsonNode post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    JsonNode post(String path, Map<String, ?> body) {
        return send("POST", path, json(body));
    }

    JsonNode put(String path, Map<String, ?> body) {
        return send("PUT", path, json(body));
    }

    void delete(String path) {
        send("DELETE", path, BodyPublishers.noBody());
    }

    private static BodyPublisher json(Map<String, ?> body) {
        return BodyPublishers.ofString(JSON.valueToTree(body).toString());
    }

    private JsonNode send(String method, String path, BodyPublisher body) {
        RunningSuite suite = RunningSuite.of(data);
        URI service = URI.create("http://127.0.0.1:" + new Ports(suite.port()).of(Part.METADATA));
        var request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + suite.token())
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new Refusal(said(answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new Refusal("metadata-service does not answer at " + service + ": " + Reason.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted", e);
        }
    }

    /// The problem's own words.
    private static String said(int status, String body) throws IOException {
        JsonNode detail = body.startsWith("{") ? JSON.readTree(body).path("detail") : JSON.missingNode();
        return detail.isTextual() ? detail.asText() : "metadata-service answered " + status;
    }
}
