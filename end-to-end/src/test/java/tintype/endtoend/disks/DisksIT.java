package tintype.endtoend.disks;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tintype.endtoend.disks.SuiteOnDisks.flipBit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tintype.cluster.Pictures;
import tintype.endtoend.disks.SuiteOnDisks.Image;
import tintype.endtoend.power.Disk;
import tintype.endtoend.power.Filler;

/// Disks that fill up and disks that lose bytes, under a whole suite. First with one copy of each group. Takes more than a
/// minute: `./tintype test -Dtintype.long`, or at length `bench/faults/disks.sh`; FullDiskIT and FlippedBitsIT show the
/// same of nodes alone.
@EnabledIfSystemProperty(named = "tintype.long", matches = ".*", disabledReason = "takes a minute; -Dtintype.long runs it")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DisksIT {

    private static final int MEGABYTES = 192;
    private static final int ABOVE_THE_WATERMARK = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FOUND = "tintype_node_damage_found_total";
    private static final String DAMAGED = "tintype_node_damaged";

    @TempDir
    static Path directory;

    private static SuiteOnDisks suite;

    @BeforeAll
    static void start() throws IOException {
        Optional<String> trouble = Disk.trouble();
        assumeTrue(trouble.isEmpty(), () -> "DISKS ARE NOT TESTED HERE: " + trouble.orElseThrow());
        suite = SuiteOnDisks.start(directory, MEGABYTES);
    }

    @AfterAll
    static void stop() {
        if (suite != null) {
            suite.close();
        }
    }

    @Test
    @Order(1)
    void aNodeOnAFullDiskTakesNoUploadsAndServesAndDeletesAsEver() {
        List<Image> images = uploadsUntilThereAre(2, "node-2");
        Image kept = images.getLast();
        Image doomed = images.get(images.size() - 2);

        try (var _ = Filler.of(suite.disk(2), ABOVE_THE_WATERMARK)) {
            await().atMost(PATIENCE).until(() -> suite.operator().readOnly().equals(suite.operator().groupsOn("node-2")));
            for (int i = 0; i < 10; i++) {
                assertThat(home(upload())).isEqualTo("node-1");
            }
            assertThat(given().get(suite.suite().url() + kept.original()).asByteArray()).isEqualTo(kept.photo());
            suite.delete(doomed);
            await().atMost(PATIENCE).until(() -> !Files.exists(doomed.home(suite.disk(2))));
            for (String path : doomed.paths()) {
                given().get(suite.suite().url() + path).then().statusCode(410);
            }
            assertThat(SuiteOnDisks.isEmpty(suite.disk(2).root().resolve("tmp"))).isTrue();
        }

        await().atMost(PATIENCE).until(() -> suite.operator().readOnly().isEmpty());
    }

    @Test
    @Order(2)
    void aByteThatADiskHasChangedIsFoundAndMendedFromTheReplica() throws IOException {
        suite.operator().keep(2);
        suite.operator().awaitGroups(2, List.of("node-1", "node-2"));
        Image small = upload();
        Image large = suite.upload(large());
        Image withoutManifest = upload();
        Image withoutSums = upload();
        long found = suite.metric(FOUND);

        flipBit(large.original(suite.disk(1)));
        flipBit(withoutManifest.home(suite.disk(2)).resolve("manifest.json"));
        flipBit(withoutSums.home(suite.disk(2)).resolve("SHA256SUMS"));
        flipBit(small.original(suite.disk(1)));
        byte[] wrong = Files.readAllBytes(small.original(suite.disk(1)));
        assertThat(given().get(suite.url(1) + small.original()).asByteArray()).isEqualTo(small.photo());

        await().atMost(PATIENCE).until(() -> suite.metric(FOUND) == found + 4 && suite.metric(DAMAGED) == 0);
        assertThat(quarantined(suite.disk(1))).anyMatch(bytes -> Arrays.equals(bytes, wrong));
        for (Image image : List.of(small, large, withoutManifest, withoutSums)) {
            for (int node = 1; node <= SuiteOnDisks.NODES; node++) {
                assertThat(given().get(suite.url(node) + image.original()).asByteArray()).isEqualTo(image.photo());
                assertThat(image.original(suite.disk(node))).hasBinaryContent(image.photo());
            }
        }
        assertThat(suite.operator().unequal()).isEmpty();
    }

    @Test
    @Order(3)
    void whatIsWrongOnAllDisksIsShownToTheOperatorAndSentToNobody() throws IOException {
        Image lost = suite.upload(large());

        flipBit(lost.original(suite.disk(1)));
        flipBit(lost.original(suite.disk(2)));

        await().atMost(PATIENCE).until(() -> suite.metric(1, DAMAGED) == 1 && suite.metric(2, DAMAGED) == 1);
        for (String door : List.of(suite.suite().url(), suite.url(1), suite.url(2))) {
            assertThat(given().get(door + lost.original()).statusCode()).isGreaterThanOrEqualTo(500);
        }
        await().atMost(PATIENCE).until(() -> suite.operator().damaged(lost.group()) == 2);
    }

    private static Image upload() {
        return suite.upload(Pictures.jpeg(300, 200));
    }

    /// More than a node keeps in memory: it is sent from the disk.
    private static byte[] large() {
        byte[] picture = Pictures.jpeg(600, 400);
        byte[] photo = Arrays.copyOf(picture, picture.length + 200_000);
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        System.arraycopy(noise, 0, photo, picture.length, noise.length);
        return photo;
    }

    /// As many images on that node as are asked for; those on others are not among them.
    private static List<Image> uploadsUntilThereAre(int count, String node) {
        List<Image> there = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            Image image = upload();
            if (home(image).equals(node)) {
                there.add(image);
            }
            return there.size() == count;
        });
        return there;
    }

    private static String home(Image image) {
        return suite.operator().nodesOf(image.group()).getFirst();
    }

    private static List<byte[]> quarantined(Disk disk) throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (Path file : SuiteOnDisks.files(disk.root().resolve("quarantine"))) {
            all.add(Files.readAllBytes(file));
        }
        return all;
    }
}
