package tintype.endtoend.suite;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.cluster.Pictures;
import tintype.contract.events.ImageEvent;

/// What the suite promises its users, whatever Kafka and PostgreSQL it runs on.
abstract class SuiteContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    abstract Suite suite();

    abstract String kafka();

    @Test
    void everyUrlOfAnUploadWorksAtOnce() throws Exception {
        byte[] photo = Pictures.jpeg(2000, 1500);
        JsonPath image = upload(photo);

        assertThat(get(image.getString("original.url")).asByteArray()).isEqualTo(photo);
        for (Map<String, Object> variant : image.<Map<String, Object>>getList("variants")) {
            var picture = ImageIO.read(new ByteArrayInputStream(get((String) variant.get("url")).asByteArray()));
            assertThat(picture.getWidth()).isEqualTo(variant.get("width"));
            assertThat(picture.getHeight()).isEqualTo(variant.get("height"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/webp"})
    void aVariantIsTurnedUprightAndKeepsNoMetadata(String type) throws Exception {
        JsonPath image = upload(Pictures.jpegTurnedByExif(900, 600, 6));
        String small = image.getString("variants.find { it.preset == 'small' && it.type == '" + type + "' }.url");
        byte[] variant = get(small).asByteArray();

        var picture = ImageIO.read(new ByteArrayInputStream(variant));
        assertThat(picture.getHeight()).isEqualTo(320);
        var metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(variant));
        assertThat(metadata.getDirectoriesOfType(ExifIFD0Directory.class)).isEmpty();
    }

    @Test
    void everySizeIsOfferedAsJpegAndAsWebp() {
        JsonPath image = upload(Pictures.jpeg(1600, 1200));

        assertThat(image.<String>getList("variants.type")).hasSize(8).containsOnly("image/jpeg", "image/webp");
        assertThat(image.<String>getList("sources.type")).containsExactly("image/webp", "image/jpeg");
        for (Map<String, String> variant : image.<Map<String, String>>getList("variants")) {
            assertThat(get(variant.get("url")).contentType()).isEqualTo(variant.get("type"));
        }
    }

    static Stream<Arguments> originals() {
        return Stream.of(
                Arguments.of("image/gif", Pictures.gif(40, 30)),
                Arguments.of("image/webp", Pictures.webp()),
                Arguments.of("image/avif", Pictures.avif()),
                Arguments.of("image/tiff", Pictures.tiff(40, 30)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("originals")
    void anOriginalOfAnyTypeIsServedAsItCame(String type, byte[] photo) {
        Response original = get(upload(photo).getString("original.url"));

        assertThat(original.contentType()).isEqualTo(type);
        assertThat(original.asByteArray()).isEqualTo(photo);
    }

    @Test
    void filesMayBeCachedForAYear() {
        JsonPath image = upload(Pictures.jpeg(400, 300));

        for (String url : List.of(image.getString("original.url"), image.getString("variants[0].url"))) {
            given().get(url)
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", "public, max-age=31536000, immutable")
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Accept-Ranges", "bytes")
                    .header("ETag", startsWith("\""))
                    .header("Cache-Tag", containsString(image.getString("id")));
        }
    }

    @Test
    void aFileIsReadInPartsAndOnlyWhenItChanged() {
        byte[] photo = Pictures.png(300, 200);
        String url = upload(photo).getString("original.url");
        String etag = get(url).header("ETag");

        byte[] part = given().header("Range", "bytes=10-19").get(url).then().statusCode(206).extract().asByteArray();
        assertThat(part).isEqualTo(Arrays.copyOfRange(photo, 10, 20));
        given().header("If-None-Match", etag).get(url).then().statusCode(304);
        given().header("If-Match", "\"another\"").get(url).then().statusCode(412);
        given().header("Range", "bytes=999999-").get(url).then().statusCode(416);
        given().head(url).then().statusCode(200).header("Content-Length", "" + photo.length);
    }

    @Test
    void theEventsTellWhatHappenedToAnImage() {
        try (var events = new EventLog(kafka())) {
            JsonPath image = upload(Pictures.jpeg(800, 600));
            String id = image.getString("id");

            assertThat(events.of(id, ImageEvent.Type.RENDERED))
                    .extracting(ImageEvent::type)
                    .containsSubsequence(ImageEvent.Type.STORED, ImageEvent.Type.RENDERED);
            delete(id);
            assertThat(events.of(id, ImageEvent.Type.DELETED)).isNotEmpty();
        }
    }

    @Test
    void messagesOnTheWireMatchThePublishedSchemas() throws Exception {
        try (var events = new EventLog(kafka())) {
            String id = upload(Pictures.jpeg(800, 600)).getString("id");
            events.of(id, ImageEvent.Type.RENDERED);
            delete(id);
            events.of(id, ImageEvent.Type.DELETED);

            for (ConsumerRecord<String, byte[]> message : events.recordsOf(id)) {
                String type = new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                String data = new String(message.value(), StandardCharsets.UTF_8);
                assertThat(schema(type).validate(data, InputFormat.JSON)).as(type + " " + data).isEmpty();
            }
        }
    }

    private static Schema schema(String type) throws IOException {
        String json = Files.readString(Suite.docs().resolve("reference/events/" + type + ".schema.json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(json, InputFormat.JSON);
    }

    @Test
    void theCatalogueKnowsAnImageAsSoonAsItsUploadIsAnswered() {
        String id = upload(Pictures.gif(40, 30)).getString("id");

        given().get(suite().url() + "/images/" + id).then().statusCode(200).body("id", equalTo(id));
    }

    @Test
    void theCatalogueTellsWhenAnImageIsRendered() {
        String id = upload(Pictures.jpeg(640, 480)).getString("id");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().get(suite().url() + "/images/" + id)
                .then()
                .body("state", equalTo("rendered")));
    }

    @Test
    void theNewestImagesAreListedFirstPageByPage() {
        List<String> ids = IntStream.range(0, 5).mapToObj(_ -> upload(Pictures.png(4, 4)).getString("id")).toList();
        ids.forEach(id -> given().get(suite().url() + "/images/" + id).then().statusCode(200));

        JsonPath first = given().get(suite().url() + "/images?limit=3").jsonPath();
        JsonPath second = given().get(suite().url() + first.getString("next")).jsonPath();
        assertThat(Stream.concat(first.<String>getList("images.id").stream(), second.<String>getList("images.id").stream()))
                .startsWith(ids.reversed().toArray(String[]::new));
    }

    @Test
    void aDeletedImageIsGoneFromEveryPathWithinASecond() {
        JsonPath image = upload(Pictures.jpeg(1000, 800));
        List<String> urls = Stream.concat(
                        Stream.of(image.getString("original.url")), image.<String>getList("variants.url").stream())
                .toList();
        urls.forEach(SuiteContract::get);

        delete(image.getString("id"));
        await().atMost(Duration.ofSeconds(1)).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            for (String url : urls) {
                given().get(url).then().statusCode(410).contentType("application/problem+json");
            }
        });
        given().get(suite().url() + "/images/" + image.getString("id")).then().statusCode(410);
    }

    @Test
    void anImageThatIsDeletedWhileItIsRenderedStaysAway() {
        List<JsonPath> images =
                IntStream.range(0, 6).mapToObj(_ -> upload(Pictures.jpeg(3000, 2000))).toList();
        images.forEach(image -> delete(image.getString("id")));

        await().atMost(PATIENCE).untilAsserted(() -> images.forEach(image -> assertGone(image)));
        // A worker that was rendering then is done by now, or will be soon.
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).untilAsserted(() -> images.forEach(
                image -> assertGone(image)));
    }

    private static void assertGone(JsonPath image) {
        given().get(image.getString("original.url")).then().statusCode(410);
        given().get(image.getString("variants[0].url")).then().statusCode(410);
    }

    @Test
    void howeverManyAskForAVariantItIsRenderedOnce() throws Exception {
        try (var events = new EventLog(kafka());
                var clients = Executors.newFixedThreadPool(40)) {
            JsonPath image = upload(Pictures.jpeg(2400, 1800));
            Callable<Response> ask = () -> get(image.getString("variants[0].url"));
            List<Future<Response>> answers = clients.invokeAll(Collections.nCopies(40, ask));

            assertThat(answers.stream().map(answer -> answer.resultNow().header("ETag")).distinct()).hasSize(1);
            assertThat(events.of(image.getString("id"), ImageEvent.Type.RENDERED))
                    .filteredOn(event -> event.type() == ImageEvent.Type.RENDERED)
                    .hasSize(1);
        }
    }

    @Test
    void oneTraceLeadsThroughUploadWorkerAndNode() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String id = given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .multiPart("file", "a.jpg", Pictures.jpeg(500, 400), "image/jpeg")
                .post(suite().url() + "/images")
                .jsonPath()
                .getString("id");

        for (String part : List.of("upload-service", "thumbnail-service")) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(linesOf(part, id))
                    .anyMatch(line -> line.contains(trace)));
        }
        assertThat(Stream.of("node-1", "node-2").flatMap(node -> linesOf(node, id).stream()))
                .anyMatch(line -> line.contains(trace));
    }

    private List<String> linesOf(String part, String id) {
        return suite().log(part).lines().filter(line -> line.contains(id)).toList();
    }

    static Stream<Arguments> badUploads() {
        return Stream.of(
                Arguments.of("no image", Pictures.text("hello ".repeat(50)), 415),
                Arguments.of("empty", new byte[0], 422),
                Arguments.of("truncated", Pictures.firstHalfOf(Pictures.jpeg(200, 200)), 422),
                Arguments.of("50,000 px side", Pictures.pngThatClaims(50_000, 10), 422),
                Arguments.of("35-byte GIF of 65535 x 65535", Pictures.gifBomb(), 422));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badUploads")
    void aBadUploadGetsAClearAnswerThroughTheGateway(String name, byte[] file, int status) {
        given().multiPart("file", "photo.jpg", file, "image/jpeg")
                .post(suite().url() + "/images")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("Cache-Control", "no-store");
        upload(Pictures.png(3, 3));
    }

    /// Not by REST Assured, which takes a minute for a body of this size.
    @Test
    void anUploadOverTheLimitIsRefusedThroughTheGateway() throws Exception {
        byte[] file = Arrays.copyOf(Pictures.jpeg(9, 9), (100 << 20) + 1);
        var request = HttpRequest.newBuilder(URI.create(suite().url() + "/images"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofByteArray(file))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/g/07f/01m831qexxeyj80sy3v8ab5jre/original.jpg",
                "/g/fff/01m831qexxeyj80sy3v8ab5jre/original.jpg",
                "/g/07f/01m831qexxeyj80sy3v8ab5jre/manifest.json",
                "/g/07f/../../token",
                "/g/07f/%2e%2e/%2e%2e/token",
                "/g/07f/..%2f..%2ftoken",
                "/g/07f/%252e%252e/token",
                "/g//07f/01m831qexxeyj80sy3v8ab5jre/original.jpg",
                "/g/07f/01m831qexxeyj80sy3v8ab5jre/original.jpg%00",
                "/store/07f/01m831qexxeyj80sy3v8ab5jre",
                "/render",
                "/groups",
                "/images/nonsense",
                "/nothing",
            })
    void anUnknownPathIsNotFoundAndNotCachedForLong(String path) {
        Response answer = given().urlEncodingEnabled(false).get(suite().url() + path);

        answer.then().statusCode(404).contentType("application/problem+json");
        assertThat(answer.header("Cache-Control")).doesNotContain("immutable");
    }

    @Test
    void aRecipeThatNoPresetAsksForIsNotFound() {
        String original = upload(Pictures.jpeg(300, 200)).getString("original.url");

        given().get(original.replace("original", "fit-77x77")).then().statusCode(404);
        given().get(original.replace("original.jpg", "fit-160x160.gif")).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"PUT,/images", "DELETE,/images", "POST,/g/07f/01m831qexxeyj80sy3v8ab5jre/original.jpg"})
    void aWrongMethodIsRefusedWithTheRightOnes(String method, String path) {
        Response answer = given().request(method, suite().url() + path);

        answer.then().statusCode(405).contentType("application/problem+json");
        assertThat(answer.header("Allow")).isNotBlank();
    }

    @Test
    void hugeHeadersAreRefused() {
        given().header("X-Huge", "x".repeat(200_000)).get(suite().url() + "/images").then().statusCode(431);
        given().get(suite().url() + "/images").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi"})
    void everyServiceTellsHowItIs(String path) {
        Stream.concat(
                        Stream.of(
                                suite().url(),
                                suite().uploadService(),
                                suite().thumbnailService(),
                                suite().metadataService()),
                        suite().nodeUrls().stream())
                .forEach(service -> given().get(service + path).then().statusCode(200));
    }

    @Test
    void theListNamesWhatWasUploaded() {
        String id = upload(Pictures.png(9, 9)).getString("id");
        given().get(suite().url() + "/images/" + id).then().statusCode(200);

        given().get(suite().url() + "/images").then().body("images.id", hasItem(id));
    }

    JsonPath upload(byte[] photo) {
        return given().multiPart("file", "photo.jpg", photo, "image/jpeg")
                .post(suite().url() + "/images")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    static Response get(String url) {
        return given().get(url).then().statusCode(200).extract().response();
    }

    void delete(String id) {
        given().delete(suite().url() + "/images/" + id).then().statusCode(204);
    }
}
