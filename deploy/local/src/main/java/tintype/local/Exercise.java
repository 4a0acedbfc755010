package tintype.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.imageio.ImageIO;

/// What users do, once, with a drawn picture: upload it, look at each variant, list, delete.
final class Exercise {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1200;
    private static final int ROUNDS = 3;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI site;

    Exercise(URI site) {
        this.site = site;
    }

    void run() throws IOException {
        byte[] picture = drawn();
        for (int round = 0; round < ROUNDS; round++) {
            JsonNode image = json.readTree(upload(picture).body());
            expect(200, get(image.at("/original/url").asText()));
            for (JsonNode variant : image.path("variants")) {
                expect(200, get(variant.path("url").asText()));
            }
            expect(200, get("/images"));
            String address = "/images/" + image.path("id").asText();
            expect(200, eventually(address));
            send(request(address).DELETE().build());
        }
    }

    private HttpResponse<String> upload(byte[] picture) throws IOException {
        String boundary = "tintype-boundary";
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"drawn.jpg\"\r\n"
                + "Content-Type: image/jpeg\r\n\r\n";
        var body = new ByteArrayOutputStream();
        body.write(head.getBytes(StandardCharsets.US_ASCII));
        body.write(picture);
        body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        var request = request("/images")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return expect(201, send(request));
    }

    /// The catalogue learns of an image from the event, a moment after the upload was answered.
    private HttpResponse<String> eventually(String address) throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            var answer = get(address);
            if (answer.statusCode() == 200) {
                return answer;
            }
            sleep(Duration.ofMillis(100));
        }
        return get(address);
    }

    private HttpResponse<String> get(String address) throws IOException {
        return send(request(address).build());
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(site.resolve(address)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted at " + request.uri(), e);
        }
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer.uri() + " answered " + answer.statusCode() + ", not " + status);
        }
        return answer;
    }

    private static void sleep(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] drawn() throws IOException {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, WIDTH, HEIGHT, Color.BLUE));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.dispose();
        var jpeg = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", jpeg);
        return jpeg.toByteArray();
    }
}
