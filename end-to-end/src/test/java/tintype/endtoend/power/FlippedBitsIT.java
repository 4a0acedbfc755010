package tintype.endtoend.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tintype.endtoend.power.TwoReplicas.BOTH;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;

/// Disks that change what was written to them.
class FlippedBitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FOUND = "tintype_node_damage_found_total";
    private static final String DAMAGED = "tintype_node_damaged";

    @TempDir
    static Path directory;

    private static TwoReplicas nodes;

    @BeforeAll
    static void start() throws Exception {
        nodes = new TwoReplicas(directory);
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            nodes.close();
        }
    }

    @Test
    void areFoundAndMendedFromTheReplica() throws Exception {
        Photo small = stored(size -> size < TwoReplicas.KEPT_IN_MEMORY);
        Photo large = stored(size -> size > TwoReplicas.KEPT_IN_MEMORY);
        Photo withoutManifest = stored(_ -> true);
        Photo withoutSums = stored(_ -> true);
        long found = sum(FOUND);

        flipBit(file(0, large));
        flipBit(file(1, withoutManifest).resolveSibling("manifest.json"));
        flipBit(file(1, withoutSums).resolveSibling("SHA256SUMS"));
        flipBit(file(0, small));
        byte[] wrong = Files.readAllBytes(file(0, small));
        await("a small file that was just damaged").atMost(PATIENCE).until(() -> isServed(0, small));

        await().atMost(PATIENCE).until(() -> sum(FOUND) == found + 4);
        for (Photo photo : List.of(small, large, withoutManifest, withoutSums)) {
            for (int node : BOTH) {
                await().atMost(PATIENCE).until(() -> photo.isAs(original(photo).file(), Files.readAllBytes(file(node, photo))));
                await(photo + " on " + node).atMost(PATIENCE).until(() -> isServed(node, photo));
            }
        }
        assertThat(quarantined(0)).anySatisfy(file -> assertThat(file).hasBinaryContent(wrong));
    }

    @Test
    void areShownAndNotSentWhenThereIsNoGoodCopy() throws Exception {
        Photo lost = stored(size -> size > TwoReplicas.KEPT_IN_MEMORY);

        for (int node : BOTH) {
            flipBit(file(node, lost));
        }

        for (int node : BOTH) {
            await().atMost(PATIENCE).until(() -> nodes.client(node).metric(DAMAGED) == 1);
            assertThat(nodes.client(node).get(original(lost)).status()).isEqualTo(500);
            assertThat(nodes.client(node).groups()).anySatisfy(group -> {
                assertThat(group.group()).isEqualTo(lost.key().group());
                assertThat(group.damaged()).isOne();
                assertThat(group.quarantined()).isOne();
            });
        }
    }

    /// On both nodes.
    private static Photo stored(IntPredicate size) throws InterruptedException {
        Photo photo = Stream.generate(() -> new Photo(new ImageKey(group(), ImageId.next())))
                .filter(drawn -> size.test((int) drawn.manifest().bytes()))
                .findFirst()
                .orElseThrow();
        for (int node : BOTH) {
            assertThat(nodes.client(node).store(photo).status()).isEqualTo(201);
        }
        return photo;
    }

    private static Group group() {
        return new Group(ThreadLocalRandom.current().nextInt(Group.DEFAULT_COUNT));
    }

    private static ImageName original(Photo photo) {
        return photo.manifest().original();
    }

    private static Path file(int node, Photo photo) {
        return nodes.file(node, original(photo));
    }

    /// A reader may be refused for a moment, and goes on to the other node; but never gets other bytes.
    private static boolean isServed(int node, Photo photo) throws InterruptedException {
        StoreClient.Answer answer = nodes.client(node).get(original(photo));
        if (answer.is(200)) {
            assertThat(photo.isAs(original(photo).file(), answer.body())).as("the bytes of %s", photo).isTrue();
        }
        return answer.is(200);
    }

    private static long sum(String metric) throws InterruptedException {
        return nodes.client(0).metric(metric) + nodes.client(1).metric(metric);
    }

    /// The last bit of the first byte, in its place.
    private static void flipBit(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            int first = bytes.read();
            bytes.seek(0);
            bytes.write(first ^ 1);
        }
    }

    private static List<Path> quarantined(int node) throws IOException {
        try (Stream<Path> files = Files.walk(nodes.data(node).resolve("quarantine"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
