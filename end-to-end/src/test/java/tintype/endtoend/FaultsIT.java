package tintype.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.cluster.Pictures;

/// What happens to the promises when processes die.
class FaultsIT {

    @TempDir
    Path directory;

    @Test
    void aStopLeavesNothingRunningAndTheDataWhereItWas() {
        Path data = directory.resolve("data");
        byte[] photo = Pictures.jpeg(600, 400);
        JsonPath kept;
        JsonPath deleted;
        int port;
        List<ProcessHandle> processes;
        try (Suite suite = Suite.start(data)) {
            port = suite.port();
            processes = suite.launcher().descendants().toList();
            kept = upload(suite, photo);
            deleted = upload(suite, photo);
            given().delete(suite.url() + "/images/" + deleted.getString("id")).then().statusCode(204);
            assertEventually(410, deleted.getString("original.url"));
        }
        assertThat(processes).isNotEmpty().noneMatch(FaultsIT::isRunning);
        try (Suite suite = Suite.start(port, data)) {
            assertThat(given().get(kept.getString("original.url")).asByteArray()).isEqualTo(photo);
            given().get(kept.getString("variants[0].url")).then().statusCode(200);
            given().get(deleted.getString("original.url")).then().statusCode(410);
            given().get(deleted.getString("variants[0].url")).then().statusCode(410);
            given().get(suite.url() + "/images/" + kept.getString("id")).then().statusCode(200);
            given().get(suite.url() + "/images/" + deleted.getString("id")).then().statusCode(410);
        }
    }

    @Test
    void readsNeedNeitherKafkaNorPostgresNorAnyServiceButTheirNode() throws Exception {
        try (Suite suite = Suite.start(directory.resolve("data"))) {
            JsonPath image = upload(suite, Pictures.jpeg(600, 400));
            given().get(image.getString("variants[0].url")).then().statusCode(200);

            for (String part : List.of("kafka", "postgres", "metadata-service", "upload-service", "thumbnail-service")) {
                stop(suite.process(part));
            }
            try {
                given().get(image.getString("original.url")).then().statusCode(200);
                given().get(image.getString("variants[0].url")).then().statusCode(200);
            } finally {
                for (String part : List.of("kafka", "postgres", "metadata-service", "upload-service", "thumbnail-service")) {
                    resume(suite.process(part));
                }
            }
        }
    }

    @Test
    void aKilledProcessIsReportedAndComesBackWithAllThatWasAcknowledged() {
        try (Suite suite = Suite.start(directory.resolve("data"))) {
            List<JsonPath> images =
                    IntStream.range(0, 6).mapToObj(_ -> upload(suite, Pictures.jpeg(300, 200))).toList();
            suite.process("node-1").destroyForcibly();
            suite.process("thumbnail-service").destroyForcibly();

            for (JsonPath image : images) {
                // A node that is down makes its files unavailable for a while, never not found.
                assertThat(given().get(image.getString("original.url")).statusCode()).isIn(200, 503);
                assertEventually(200, image.getString("original.url"));
                assertEventually(200, image.getString("variants[2].url"));
            }
        }
    }

    @Test
    void whatAKilledLauncherLeftBehindIsStoppedByTheNextStart() {
        Path data = directory.resolve("data");
        Suite killed = Suite.start(data);
        byte[] photo = Pictures.png(30, 20);
        JsonPath image = upload(killed, photo);
        List<ProcessHandle> orphans = killed.launcher().descendants().toList();
        killed.launcher().destroyForcibly();
        await().until(() -> !killed.launcher().isAlive());

        try (Suite suite = Suite.start(killed.port(), data)) {
            assertThat(orphans).isNotEmpty().noneMatch(FaultsIT::isRunning);
            assertThat(given().get(image.getString("original.url")).asByteArray()).isEqualTo(photo);
            upload(suite, photo);
        }
    }

    /// A dead process whose adoptive parent has not looked at it yet has no command any more.
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static JsonPath upload(Suite suite, byte[] photo) {
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

    /// A stopped process answers nobody, and the launcher does not see it as dead.
    private static void stop(ProcessHandle process) throws IOException, InterruptedException {
        signal("STOP", process);
    }

    private static void resume(ProcessHandle process) throws IOException, InterruptedException {
        signal("CONT", process);
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        assertThat(exit).isZero();
    }
}
