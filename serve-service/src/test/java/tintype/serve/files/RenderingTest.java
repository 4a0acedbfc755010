package tintype.serve.files;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.ImageName;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.Store;

/// Variants that are not there yet, against a thumbnail-service that the test plays.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
class RenderingTest {

    private static final byte[] PICTURE = Images.bytes(900);

    private ImageName thumb;

    @BeforeEach
    void storeAnOriginal() {
        thumb = Store.stored(Images.bytes(20_000)).image().name(Images.THUMB);
    }

    private int render(String path) {
        assertThat(path).isEqualTo(thumb.path());
        return Store.put(thumb, PICTURE).statusCode() == 201 ? 204 : 500;
    }

    @Test
    void servesAVariantThatIsRenderedOnTheSpot() {
        NodeCluster.renderer.answers(this::render);

        Response answer = given().get(thumb.path());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEqualTo(PICTURE);
        assertThat(answer.header("Cache-Control")).contains("immutable");
        assertThat(NodeCluster.renderer.orders()).containsExactly(thumb.path());
    }

    @Test
    void asksOnceHoweverManyWait() throws Exception {
        NodeCluster.renderer.answers(path -> {
            Thread.sleep(300);
            return render(path);
        });

        List<Response> answers = inParallel(40);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.asByteArray()).isEqualTo(PICTURE));
        assertThat(NodeCluster.renderer.orders()).hasSize(1);
    }

    /// At most 50 may wait in these tests.
    @Test
    void letsNoMoreWaitThanItsLimit() throws Exception {
        var release = new CountDownLatch(1);
        NodeCluster.renderer.answers(path -> {
            release.await(1, TimeUnit.SECONDS);
            return render(path);
        });

        List<Integer> statuses = inParallel(80).stream().map(Response::statusCode).toList();
        assertThat(statuses).containsOnly(200, 503).filteredOn(status -> status == 200).hasSizeGreaterThanOrEqualTo(50);
        assertThat(NodeCluster.renderer.orders()).hasSize(1);
    }

    private List<Response> inParallel(int count) throws Exception {
        try (var threads = Executors.newFixedThreadPool(count)) {
            List<Callable<Response>> asking = Collections.nCopies(count, () -> given().get(thumb.path()));
            return threads.invokeAll(asking).stream().map(Future::resultNow).toList();
        }
    }

    @Test
    void saysWhyAVariantCannotBeRendered() {
        NodeCluster.renderer.answers(_ -> 422);

        given().get(thumb.path()).then()
                .statusCode(422)
                .header("Cache-Control", "no-store")
                .body("detail", equalTo("It is broken."));
    }

    @Test
    void knowsOfADeletionByThumbnailService() {
        NodeCluster.renderer.answers(_ -> 410);

        given().get(thumb.path()).then().statusCode(410);
    }

    /// 404 would say of a live image that it does not exist. 204 without a file: only another node could store it.
    @ParameterizedTest
    @ValueSource(ints = {204, 401, 404, 500, 503})
    void neverSaysThatALiveImageIsNotThere(int status) {
        NodeCluster.renderer.answers(_ -> status);

        given().get(thumb.path()).then()
                .statusCode(503)
                .header("Retry-After", "2")
                .header("Cache-Control", "no-store");
    }

    /// The deadline is 2 s in these tests.
    @Test
    void waitsNoLongerThanItsDeadline() {
        NodeCluster.renderer.answers(_ -> {
            Thread.sleep(6_000);
            return 204;
        });
        long start = System.nanoTime();

        given().get(thumb.path()).then().statusCode(503);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(5);
    }

    @Test
    void asksAgainAfterAFailure() {
        NodeCluster.renderer.answers(_ -> 503);
        given().get(thumb.path()).then().statusCode(503);

        NodeCluster.renderer.answers(this::render);
        given().get(thumb.path()).then().statusCode(200);
    }

    @Test
    void hasNothingRenderedThatIsNotOffered() {
        NodeCluster.renderer.answers(_ -> 204);

        given().get(thumb.image().name(Images.NOT_OFFERED).path()).then().statusCode(404);
        assertThat(NodeCluster.renderer.orders()).isEmpty();
    }

    @Test
    void hasNothingRenderedOfAnImageThatIsNotHere() {
        NodeCluster.renderer.answers(_ -> 204);

        given().get(Images.key().name(Images.THUMB).path()).then().statusCode(404);
        assertThat(NodeCluster.renderer.orders()).isEmpty();
    }
}
