package tintype.endtoend.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tintype.contract.Json;
import tintype.contract.Sha256;

/// The front doors of a suite, as a website's users reach them.
public record Site(HttpClient http, List<String> gateways) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CREATED = 201;

    public static Site at(List<String> gateways) {
        return new Site(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), List.copyOf(gateways));
    }

    /// What a door said, or that it did not.
    public record Answer(int status, byte[] body, String detail) {
        static final int NONE = 0;

        boolean is(int wanted) {
            return status == wanted;
        }

        @Override
        public String toString() {
            return status + " " + detail;
        }
    }

    private String door(int number) {
        return gateways.get(Math.floorMod(number, gateways.size()));
    }

    Answer get(int door, String path) throws InterruptedException {
        return send(door, path, HttpRequest.Builder::GET);
    }

    Answer delete(int door, Upload upload) throws InterruptedException {
        return send(door, "/images/" + upload.id(), HttpRequest.Builder::DELETE);
    }

    Answer post(int door, byte[] photo) throws InterruptedException {
        return send(door, "/images", request -> request
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(photo)));
    }

    static boolean acknowledged(Answer answer) {
        return answer.is(CREATED);
    }

    static Upload upload(Answer answer, byte[] photo) {
        try {
            JsonNode image = Json.MAPPER.readTree(answer.body());
            List<String> paths = new ArrayList<>(List.of(path(image.get("original"))));
            image.get("variants").forEach(variant -> paths.add(path(variant)));
            return new Upload(image.get("id").asText(), paths, Sha256.of(photo));
        } catch (IOException e) {
            throw new IllegalStateException("An upload was acknowledged with no image", e);
        }
    }

    private static String path(JsonNode file) {
        return URI.create(file.get("url").asText()).getPath();
    }

    /// Through the next door where there is no answer at the first, as a load balancer does.
    private Answer send(int door, String path, UnaryOperator<HttpRequest.Builder> act) throws InterruptedException {
        Answer answer = sendTo(door(door), path, act);
        return answer.is(Answer.NONE) ? sendTo(door(door + 1), path, act) : answer;
    }

    private Answer sendTo(String door, String path, UnaryOperator<HttpRequest.Builder> act) throws InterruptedException {
        HttpRequest request = act.apply(HttpRequest.newBuilder(URI.create(door + path))).timeout(PATIENCE).build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            String detail = answer.statusCode() < 400 ? "" : new String(answer.body(), StandardCharsets.UTF_8);
            return new Answer(answer.statusCode(), answer.body(), detail);
        } catch (IOException e) {
            return new Answer(Answer.NONE, new byte[0], e.toString());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
