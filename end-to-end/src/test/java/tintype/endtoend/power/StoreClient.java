package tintype.endtoend.power;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.store.GroupOnNode;
import tintype.contract.store.NodeProtocol;
import tintype.contract.store.NodeStatus;
import tintype.contract.store.StoredFile;

/// Writes to a node and reads from it as other services do.
record StoreClient(HttpClient http, String url, String token) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long EPOCH = 1;

    record Answer(int status, byte[] body) {
        static final int NONE = 0;

        boolean is(int wanted) {
            return status == wanted;
        }

        /// Of a write: what it brought is on the disk, now or from before.
        boolean isAcknowledged() {
            return status == 201 || status == 200;
        }
    }

    static StoreClient of(String url, String token) {
        return new StoreClient(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), url, token);
    }

    Answer store(Photo photo) throws InterruptedException {
        HttpRequest.Builder request = request(NodeProtocol.storePath(photo.key()));
        fields(photo).forEach(request::setHeader);
        return send(request.PUT(BodyPublishers.ofByteArray(original(photo))));
    }

    HalfWrite storeHalf(Photo photo) throws IOException {
        return new HalfWrite(URI.create(url + NodeProtocol.storePath(photo.key())), fields(photo), original(photo));
    }

    private Map<String, String> fields(Photo photo) {
        return Map.of(
                "Authorization", "Bearer " + token,
                NodeProtocol.EPOCH, Long.toString(EPOCH),
                NodeProtocol.DIGEST, photo.manifest().sha256().digestField(),
                NodeProtocol.MANIFEST, field(photo.manifest()));
    }

    private static byte[] original(Photo photo) {
        return photo.bytes(photo.manifest().original().file());
    }

    Answer store(Photo photo, List<StoredFile> variants) throws InterruptedException {
        List<byte[]> bytes = variants.stream().map(variant -> photo.bytes(variant.file())).toList();
        return send(request(NodeProtocol.variantsPath(photo.key()))
                .header(NodeProtocol.EPOCH, Long.toString(EPOCH))
                .header(NodeProtocol.VARIANTS, field(variants))
                .PUT(BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArrays(bytes), bytes.stream().mapToLong(some -> some.length).sum())));
    }

    /// As the public gets it.
    Answer get(ImageName name) throws InterruptedException {
        return send(request(name.path()));
    }

    /// As it lies on the disk; nothing is mended or rendered for this.
    Answer peek(ImageName name) throws InterruptedException {
        return send(request(NodeProtocol.storePath(name)));
    }

    NodeStatus status() throws InterruptedException {
        return Json.parse(send(request(NodeProtocol.STORE)).body(), NodeStatus.class).orThrow();
    }

    /// What lies there of each group.
    List<GroupOnNode> groups() throws InterruptedException {
        byte[] body = send(request(NodeProtocol.STORE + NodeProtocol.GROUPS)).body();
        return List.of(Json.parse(body, GroupOnNode[].class).orThrow());
    }

    long metric(String name) throws InterruptedException {
        return new String(send(request("/q/metrics")).body(), StandardCharsets.UTF_8).lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    boolean isReady() {
        try {
            return send(request("/q/health/ready")).is(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Answer(Answer.NONE, new byte[0]);
        }
    }

    private static String field(Object value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.print(value));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
