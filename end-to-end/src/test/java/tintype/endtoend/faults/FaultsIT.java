package tintype.endtoend.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.cluster.Pictures;
import tintype.endtoend.suite.Suite;

/// What happens to the promises when the suite stops or dies, and while its parts stand still. Whoever ends the suite
/// starts it again for the next. Killed processes: [KillsIT].
class FaultsIT {

    private static final List<String> OTHERS =
            List.of("kafka", "postgres", "metadata-service", "upload-service", "thumbnail-service");

    @TempDir
    static Path directory;

    private static Suite suite;

    @BeforeAll
    static void start() {
        suite = Suite.start(directory.resolve("data"));
    }

    private static void startAgain() {
        suite = Suite.start(suite.port(), suite.data());
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    @Test
    void aStopLeavesNothingRunningAndTheDataWhereItWas() {
        byte[] photo = Pictures.jpeg(600, 400);
        List<ProcessHandle> processes = suite.launcher().descendants().toList();
        JsonPath kept = upload(photo);
        JsonPath deleted = upload(photo);
        given().delete(suite.url() + "/images/" + deleted.getString("id")).then().statusCode(204);
        assertEventually(410, deleted.getString("original.url"));

        suite.close();

        assertThat(processes).isNotEmpty().noneMatch(FaultsIT::isRunning);
        startAgain();
        assertThat(given().get(kept.getString("original.url")).asByteArray()).isEqualTo(photo);
        given().get(kept.getString("variants[0].url")).then().statusCode(200);
        given().get(deleted.getString("original.url")).then().statusCode(410);
        given().get(deleted.getString("variants[0].url")).then().statusCode(410);
        given().get(suite.url() + "/images/" + kept.getString("id")).then().statusCode(200);
        given().get(suite.url() + "/images/" + deleted.getString("id")).then().statusCode(410);
    }

    @Test
    void readsNeedNeitherKafkaNorPostgresNorAnyServiceButTheirNode() throws Exception {
        JsonPath image = upload(Pictures.jpeg(600, 400));
        given().get(image.getString("variants[0].url")).then().statusCode(200);

        for (String part : OTHERS) {
            Signal.STOP.to(suite.process(part));
        }
        try {
            given().get(image.getString("original.url")).then().statusCode(200);
            given().get(image.getString("variants[0].url")).then().statusCode(200);
        } finally {
            for (String part : OTHERS) {
                Signal.CONT.to(suite.process(part));
            }
        }
    }

    @Test
    void whatAKilledLauncherLeftBehindIsStoppedByTheNextStart() {
        byte[] photo = Pictures.png(30, 20);
        JsonPath image = upload(photo);
        Suite killed = suite;
        List<ProcessHandle> orphans = killed.launcher().descendants().toList();
        killed.launcher().destroyForcibly();
        await().until(() -> !killed.launcher().isAlive());

        startAgain();

        assertThat(orphans).isNotEmpty().noneMatch(FaultsIT::isRunning);
        assertThat(given().get(image.getString("original.url")).asByteArray()).isEqualTo(photo);
        upload(photo);
    }

    /// A dead process whose adoptive parent has not looked at it yet has no command any more.
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static JsonPath upload(byte[] photo) {
        return given().multiPart("file", "photo.jpg", photo, "image/jpeg")
                .post(suite.url() + "/images")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static void assertEventually(int status, String url) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get(url).then().statusCode(status));
    }
}
