package tintype.metadata;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.Placeholder;
import tintype.contract.Problem;

@QuarkusTest
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class ImagesApiTest {

    private static final String OLD_ID = "01jcc3dqh0f0080000000000g0";

    @Inject
    EventIntake intake;

    @Inject
    Backlog backlog;

    /// Here is no Kafka that would tell it.
    @BeforeEach
    void catchUp() {
        backlog.look(Map.of(), Map.of());
        backlog.look(Map.of(), Map.of());
    }

    @AfterEach
    void mend() {
        CatalogueDatabase.line.mend();
        Awaitility.await().ignoreExceptions().until(() -> when().get("/images").statusCode() == 200);
    }

    @Test
    void showsAnImageWithTheUrlsOfAllItsVariants() throws Exception {
        SampleImage image = stored();
        String url = "https://img.example.org/g/" + image.key() + "/";

        when().get("/images/" + image.id())
                .then()
                .statusCode(200)
                .body("id", equalTo(image.id().toString()))
                .body("state", equalTo("stored"))
                .body("failure", nullValue())
                .body("original.url", equalTo(url + "original.jpg"))
                .body("variants.url", hasItems(url + "fit-160x160.jpg", url + "fit-1280x1280.jpg"));
    }

    @Test
    void showsAPlaceholderOnceAnImageIsRendered() throws Exception {
        SampleImage image = stored();
        var placeholder = new Placeholder("LEHV6nWB2yk8pyo0adR*.7kCMdnj", "#c8a27e");
        when().get("/images/" + image.id()).then().body("placeholder", nullValue()).body("damaged", equalTo(false));
        intake.take(SampleImage.message(image.rendered(placeholder, true, SampleImage.NOON)));

        when().get("/images/" + image.id())
                .then()
                .body("state", equalTo("rendered"))
                .body("placeholder.blurHash", equalTo("LEHV6nWB2yk8pyo0adR*.7kCMdnj"))
                .body("placeholder.colour", equalTo("#c8a27e"))
                .body("damaged", equalTo(true));
        when().get("/images?limit=1").then().body("images[0].placeholder.colour", equalTo("#c8a27e"));
    }

    @Test
    void letsABrowserChooseTheFormat() throws Exception {
        SampleImage image = stored();

        when().get("/images/" + image.id())
                .then()
                .body("sources.type", equalTo(List.of("image/webp", "image/jpeg")))
                .body("sources[0].srcset", containsString("/fit-320x320.webp 320w"))
                .body("srcset", containsString("/fit-320x320.jpg 320w"));
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD_ID, "no-id", "01JCC3DQH0F0080000000000G0"})
    void knowsNothingOfAnIdThatWasNeverGiven(String id) {
        when().get("/images/" + id).then().statusCode(404).contentType(Problem.MEDIA_TYPE);
        when().delete("/images/" + id).then().statusCode(404).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void waitsForTheEventOfAnImageThatWasJustUploaded() throws Exception {
        var image = new SampleImage();
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(
                () -> when().get("/images/" + image.id()).statusCode());
        Thread.sleep(300);
        assertThat(answer).isNotDone();
        intake.take(SampleImage.message(image.stored()));

        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(200);
    }

    @Test
    void letsAClientDeleteWhatItHasJustUploaded() throws Exception {
        var image = new SampleImage();
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(
                () -> when().delete("/images/" + image.id()).statusCode());
        Thread.sleep(300);
        intake.take(SampleImage.message(image.stored()));

        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(204);
        when().get("/images/" + image.id()).then().statusCode(410);
    }

    @Test
    void doesNotWaitForEverForAnImageThatDoesNotCome() {
        long start = System.nanoTime();
        when().get("/images/" + new SampleImage().id()).then().statusCode(404);

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(1_900L, 5_000L);
    }

    @Test
    void saysThatAnImageWasDeletedHoweverOftenItIsDeleted() throws Exception {
        SampleImage image = stored();

        when().delete("/images/" + image.id()).then().statusCode(204);
        when().delete("/images/" + image.id()).then().statusCode(204);
        when().get("/images/" + image.id())
                .then()
                .statusCode(410)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("/problems/deleted"));
    }

    @Test
    void listsTheNewestFirstAndNoneThatIsDeletedOrOnlyHeardOf() throws Exception {
        SampleImage first = stored();
        SampleImage second = stored();
        SampleImage gone = stored();
        when().delete("/images/" + gone.id()).then().statusCode(204);
        var heardOf = new SampleImage();
        intake.take(SampleImage.message(heardOf.rendered()));

        when().get("/images?limit=2")
                .then()
                .statusCode(200)
                .body("images.id", equalTo(List.of(second.id().toString(), first.id().toString())));
    }

    @Test
    void pagesThroughAllThatWasThereWhileMoreComesIn() throws Exception {
        List<String> there = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            there.addFirst(stored().id().toString());
        }
        List<String> seen = new ArrayList<>();
        String page = "/images?limit=3";
        while (seen.size() < there.size()) {
            var answer = when().get(page).then().statusCode(200).extract();
            seen.addAll(answer.path("images.id"));
            page = answer.path("next");
            stored();
        }

        assertThat(seen).startsWith(there.toArray(String[]::new));
    }

    @Test
    void linksToTheFirstAndTheNextPage() throws Exception {
        String id = stored().id().toString();
        stored();
        String newest = when().get("/images?limit=1").path("images[0].id");

        when().get("/images?limit=1")
                .then()
                .body("next", equalTo("/images?after=" + newest + "&limit=1"))
                .header("Link", notNullValue());
        assertThat(when().get("/images?limit=1").headers().getValues("Link"))
                .containsExactly("</images?limit=1>; rel=\"first\"", "</images?after=" + newest + "&limit=1>; rel=\"next\"");
        when().get("/images?after=" + newest + "&limit=1").then().body("images.id", hasItem(id));
    }

    @Test
    void hasNoNextPageBehindTheLastImage() throws Exception {
        stored();
        int all = when().get("/images?limit=200").then().body("next", nullValue()).extract().<List<?>>path("images").size();

        when().get("/images?limit=" + all).then().body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, bad-limit", "limit=201, bad-limit", "limit=-1, bad-limit", "limit=ten, bad-limit",
        "limit=99999999999, bad-limit", "after=1, bad-cursor",
        "after=01JCC3DQH0F0080000000000G0, bad-cursor", "after='%27%20or%201=1', bad-cursor"
    })
    void refusesACursorOrLimitThatIsNone(String query, String problem) {
        given().urlEncodingEnabled(false)
                .get("/images?" + query)
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("/problems/" + problem));
    }

    @Test
    void saysWhenToComeBackWhileTheDatabaseIsAwayAndRecoversByItself() throws Exception {
        SampleImage image = stored();
        CatalogueDatabase.line.cut();

        Stream.of("/images", "/images/" + image.id(), "/images/" + OLD_ID)
                .forEach(path -> when().get(path)
                        .then()
                        .statusCode(503)
                        .contentType(Problem.MEDIA_TYPE)
                        .header("Retry-After", notNullValue())
                        .body("type", equalTo("/problems/database-unavailable")));
        when().delete("/images/" + image.id()).then().statusCode(503).header("Retry-After", notNullValue());
        when().get("/q/health/ready").then().statusCode(503);

        CatalogueDatabase.line.mend();
        Awaitility.await().until(() -> when().get("/images/" + image.id()).statusCode() == 200);
        Awaitility.await().until(() -> when().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void describesItselfAndCountsWhatWaits() {
        when().get("/q/openapi").then().statusCode(200).body(not(nullValue()));
        assertThat(when().get("/q/metrics").asString())
                .contains("tintype_metadata_outbox_waiting", "tintype_metadata_outbox_oldest_seconds");
    }

    private SampleImage stored() throws InterruptedException {
        var image = new SampleImage();
        intake.take(SampleImage.message(image.stored()));
        return image;
    }
}
