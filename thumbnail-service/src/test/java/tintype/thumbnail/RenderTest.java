package tintype.thumbnail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.cluster.Pictures;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageFile.Variant;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.Presets;
import tintype.contract.Recipe;
import tintype.contract.events.ImageEvent;

@QuarkusTest
@QuarkusTestResource(ThumbnailCluster.class)
class RenderTest {

    private static final String SMALL = "fit-320x320.jpg";
    private static final String FORMER = "fit-77x77.jpg";

    @AfterEach
    void calm() {
        ThumbnailCluster.one.behave();
        CountedEngine.takeAtLeast(Duration.ZERO);
        CountedEngine.work();
        RecordedEvents.kafkaIsBack();
    }

    @Test
    void rendersAllPresetsWhenANodeAsksForOne() {
        Manifest image = photo();
        render(image.key(), SMALL).then().statusCode(204);

        assertThat(Presets.DEFAULT.variants())
                .allSatisfy(variant -> assertThat(ThumbnailCluster.file(image.key(), variant)).isNotEmptyFile());
    }

    @Test
    void rendersARecipeThatIsNotCurrentAlone() {
        Manifest image = photo();
        render(image.key(), FORMER).then().statusCode(204);

        var former = new Variant(Recipe.fit(77), Format.JPEG);
        assertThat(ThumbnailCluster.file(image.key(), former)).isNotEmptyFile();
        assertThat(Presets.DEFAULT.variants())
                .allSatisfy(variant -> assertThat(ThumbnailCluster.file(image.key(), variant)).doesNotExist());
        assertThat(RecordedEvents.of(image.key())).hasOnlyElementsOfType(ImageEvent.Rendered.class).hasSize(1);
    }

    @Test
    void rendersOnceHoweverManyAsk() throws Exception {
        Manifest image = photo();
        CountedEngine.takeAtLeast(Duration.ofMillis(300));
        int before = CountedEngine.renders();
        List<Future<Integer>> answers = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String file : List.of(SMALL, SMALL, "fit-160x160.jpg", "fit-1280x1280.jpg")) {
                answers.add(clients.submit(() -> render(image.key(), file).statusCode()));
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.resultNow()).isEqualTo(204));
        assertThat(CountedEngine.renders() - before).isEqualTo(1);
    }

    @Test
    void rendersNothingThatIsThere() {
        Manifest image = photo();
        render(image.key(), SMALL).then().statusCode(204);
        int before = CountedEngine.renders();
        render(image.key(), SMALL).then().statusCode(204);

        assertThat(CountedEngine.renders()).isEqualTo(before);
    }

    @Test
    void needsNoKafka() {
        RecordedEvents.kafkaIsAway();

        render(photo().key(), SMALL).then().statusCode(204);
        render(photo().key(), FORMER).then().statusCode(204);
    }

    @Test
    void saysWhyAPhotoCannotBeRendered() {
        byte[] broken = Pictures.text("no picture ".repeat(50));
        Manifest image = ThumbnailCluster.stored(broken, Format.JPEG, 400, 300);

        render(image.key(), SMALL)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/not-renderable"))
                .body("reason", equalTo("corrupt"));
    }

    @Test
    void saysThatAnImageWasDeleted() {
        Manifest image = photo();
        ThumbnailCluster.one.delete(image.key());

        render(image.key(), SMALL).then().statusCode(410).contentType("application/problem+json");
    }

    @Test
    void knowsNoImageThatNoNodeHas() {
        render(new ImageKey(ThumbnailCluster.ON_ONE, ImageId.next()), SMALL).then().statusCode(404);
        render(new ImageKey(new Group(4095), ImageId.next()), SMALL).then().statusCode(404);
    }

    @Test
    void asksToComeBackWhenTheNodeDoesNotTakeTheVariant() {
        Manifest image = photo();
        ThumbnailCluster.one.refuseWritesWith(507, 0);

        render(image.key(), SMALL).then().statusCode(503).header("Retry-After", notNullValue());
    }

    @Test
    void asksToComeBackWhenThereIsNoWorker() {
        Manifest image = photo();
        CountedEngine.rest();
        render(image.key(), SMALL)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/renderer-unavailable"));

        CountedEngine.work();
        render(image.key(), SMALL).then().statusCode(204);
    }

    @Test
    void asksToComeBackWhenTooManyWait() throws Exception {
        CountedEngine.takeAtLeast(Duration.ofMillis(500));
        List<Manifest> images = List.of(photo(), photo(), photo(), photo(), photo(), photo());
        List<Future<Integer>> answers = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            images.forEach(image -> answers.add(clients.submit(() -> render(image.key(), SMALL).statusCode())));
        }

        // The setting of the test cluster is 4.
        assertThat(answers).filteredOn(answer -> answer.resultNow() == 204).hasSize(4);
        assertThat(answers).filteredOn(answer -> answer.resultNow() == 503).hasSize(2);
        await().untilAsserted(() -> render(images.getLast().key(), SMALL).then().statusCode(204));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "null",
        "{",
        "[]",
        "{\"group\":\"006\"}",
        "{\"group\":\"6\",\"id\":\"01m831qexxeyj80sy3v8ab5jre\",\"file\":\"fit-320x320.jpg\"}",
        "{\"group\":\"006\",\"id\":\"../../etc/passwd\",\"file\":\"fit-320x320.jpg\"}",
        "{\"group\":\"006\",\"id\":\"01m831qexxeyj80sy3v8ab5jre\",\"file\":\"fit-320x320.exe\"}",
        "{\"group\":\"006\",\"id\":\"01m831qexxeyj80sy3v8ab5jre\",\"file\":\"fit-0x320.jpg\"}",
        "{\"group\":\"006\",\"id\":\"01m831qexxeyj80sy3v8ab5jre\",\"file\":\"original.jpg\"}",
    })
    void refusesARequestThatNamesNoVariant(String body) {
        member().body(body)
                .post("/render")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void takesRequestsOfMembersOnly() {
        given().contentType("application/json").body(body(photo().key(), SMALL)).post("/render").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi"})
    void tellsHowItIs(String path) {
        given().get(path).then().statusCode(200);
    }

    @Test
    void measuresItsJobs() {
        render(photo().key(), SMALL).then().statusCode(204);

        assertThat(given().get("/q/metrics").asString())
                .contains(
                        "tintype_render_jobs_total{outcome=\"stored\"}",
                        "tintype_render_queued_seconds_count",
                        "tintype_render_rendered_seconds_count",
                        "tintype_render_queue_length");
    }

    private static Manifest photo() {
        return ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
    }

    private static Response render(ImageKey image, String file) {
        return member().body(body(image, file)).post("/render");
    }

    private static RequestSpecification member() {
        return given().header("Authorization", "Bearer " + ThumbnailCluster.TOKEN).contentType("application/json");
    }

    private static String body(ImageKey image, String file) {
        return "{\"group\":\"%s\",\"id\":\"%s\",\"file\":\"%s\"}".formatted(image.group(), image.id(), file);
    }
}
