package tintype.endtoend.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;

/// A node that keeps nothing free, on a disk that others fill to its last byte.
class FullDiskIT {

    private static final int MEGABYTES = 48;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    static Path directory;

    private static Disk disk;
    private static LoneNode node;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> trouble = Disk.trouble();
        assumeTrue(trouble.isEmpty(), () -> "FULL DISKS ARE NOT TESTED HERE: " + trouble.orElseThrow());
        disk = Disk.make(directory.resolve("disk"), directory.resolve("mounted"), MEGABYTES);
        node = new LoneNode(directory, disk.root().resolve("node"), Map.of("TINTYPE_NODE_KEEP_FREE", "0"));
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void writesThatFindNoRoomLeaveNothingBehindAndSucceedWhenThereIsRoomAgain() throws Exception {
        Photo kept = photo();
        Photo halfway = photo();
        Photo late = photo();
        var variants = kept.variants(new SplittableRandom(1));
        StoreClient client = node.client();
        assertThat(client.store(kept).status()).isEqualTo(201);

        HalfWrite write = client.storeHalf(halfway);
        await("half of it has come").atMost(PATIENCE).until(() -> !isEmpty("tmp"));
        try (write; var filler = Filler.of(disk)) {
            assertThat(write.finish()).isEqualTo(507);
            filler.fill(); // what the first half took
            assertThat(client.store(late).status()).isEqualTo(507);
            assertThat(client.store(kept, variants).status()).isEqualTo(507);
            assertThat(isEmpty("tmp")).isTrue();
            assertThat(client.peek(original(halfway)).status()).isEqualTo(404);
            assertThat(client.get(original(late)).status()).isEqualTo(404);
            assertThat(client.peek(kept.key().name(variants.getFirst().file())).status()).isEqualTo(404);
            assertThat(isThere(kept)).isTrue();
        }

        assertThat(client.store(halfway).status()).isEqualTo(201);
        assertThat(client.store(kept, variants).status()).isEqualTo(201);
        assertThat(isThere(halfway)).isTrue();
    }

    @Test
    void aboveTheWatermarkUploadsGoElsewhereAndAllElseIsAsEver() throws Exception {
        Photo doomed = photo();
        Photo kept = photo();
        Photo refused = photo();
        StoreClient client = node.client();
        assertThat(client.store(doomed).status()).isEqualTo(201);
        assertThat(client.store(kept).status()).isEqualTo(201);

        try (var _ = Filler.of(disk, 1)) {
            assertThat(client.status().acceptsUploads()).isFalse();
            assertThat(client.store(refused).status()).isEqualTo(507);
            assertThat(client.get(original(refused)).status()).isEqualTo(404);
            assertThat(client.store(kept, kept.variants(new SplittableRandom(1))).status()).isEqualTo(201);
            assertThat(isThere(kept)).isTrue();
            node.awaitThatItHasHeardOf(node.announcements().deletion(doomed.key()));
            assertThat(client.get(original(doomed)).status()).isEqualTo(410);
        }
        assertThat(client.store(refused).status()).isEqualTo(201);
    }

    @Test
    void whatTheNodeIsToldWhileItsDiskIsFullItDoesWhenThereIsRoom() throws Exception {
        Photo doomed = photo();
        assertThat(node.client().store(doomed).status()).isEqualTo(201);

        try (var _ = Filler.of(disk)) {
            node.announcements().deletion(doomed.key());
            node.announceNewerMap();
            await("the node was told").atMost(PATIENCE).until(() -> node.hasLogged("No space left on device"));
        }

        await().atMost(PATIENCE).until(() -> node.client().get(original(doomed)).is(410));
        node.awaitThatItObeysTheNewestMap();
    }

    private static Photo photo() {
        return new Photo(new ImageKey(new Group(7), ImageId.next()));
    }

    private static ImageName original(Photo photo) {
        return photo.manifest().original();
    }

    private static boolean isThere(Photo photo) throws InterruptedException {
        StoreClient.Answer answer = node.client().get(original(photo));
        return answer.is(200) && photo.isAs(original(photo).file(), answer.body());
    }

    private static boolean isEmpty(String part) throws IOException {
        try (Stream<Path> entries = Files.list(node.data().resolve(part))) {
            return entries.findAny().isEmpty();
        }
    }
}
