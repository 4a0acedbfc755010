package tintype.serve.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.cluster.map.GroupMapFollower;
import tintype.cluster.nodes.GroupClient;
import tintype.cluster.nodes.GroupListing;
import tintype.cluster.nodes.NodeAnswer;
import tintype.cluster.nodes.NodeClient;
import tintype.cluster.nodes.Pace;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.groups.Node;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.GroupWork;
import tintype.contract.store.WorkProgress;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.disk.ImageStore;

/// This node as others see it through the clients that they use.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
@TestProfile(TwoNodes.Profile.class)
class NodeToNodeTest {

    private static final byte[] PHOTO = Images.bytes(200_000);
    private static final Duration SILENCE = Duration.ofSeconds(5);

    @TempDir
    Path scratch;

    @Inject
    GroupMapFollower maps;

    @Inject
    ImageStore store;

    @Inject
    GroupContents contents;

    @Inject
    GroupClient groups;

    @Inject
    NodeClient files;

    private TwoNodes nodes;
    private Node us;

    @BeforeEach
    void start() throws IOException {
        nodes = new TwoNodes(maps);
        nodes.weHaveIt(2);
        us = new Node(TwoNodes.US, URI.create("http://localhost:" + RestAssured.port), null);
    }

    @AfterEach
    void stop() throws IOException {
        nodes.close();
    }

    private static <T> T done(NodeAnswer<T> answer) {
        assertThat(answer).isInstanceOf(NodeAnswer.Done.class);
        return ((NodeAnswer.Done<T>) answer).value();
    }

    private ImageKey stored(byte[] photo) throws IOException {
        ImageKey image = nodes.image();
        Images.addOriginal(store, image, photo);
        return image;
    }

    private Manifest manifest(ImageKey image) {
        return Images.manifest(image, PHOTO);
    }

    /// Longer than any buffer on the way.
    @Test
    void givesALongListing() throws Exception {
        stored(PHOTO);
        for (int i = 0; i < 5_000; i++) {
            Files.createFile(Files.createDirectories(NodeCluster.data.resolve("tombstones/" + nodes.group))
                    .resolve(ImageId.next().toString()));
        }

        GroupListing listing = done(groups.listing(us, nodes.group, 2, scratch.resolve("listing")));
        assertThat(listing.totals()).isEqualTo(contents.totals(nodes.group));
        assertThat(listing.totals().deleted()).isEqualTo(5_000);
        try (Stream<GroupEntry> entries = listing.entries()) {
            assertThat(entries).hasSize(5_001);
        }
    }

    @Test
    void givesAListingOfFilesThatAreReadBack() throws Exception {
        stored(PHOTO);
        long start = System.nanoTime();

        assertThat(done(groups.readBack(us, nodes.group, 2, 400_000, scratch.resolve("listing"))).totals())
                .isEqualTo(contents.totals(nodes.group));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void tellsItsEpochToWhoAsksForAnother() {
        assertThat(groups.listing(us, nodes.group, 9, scratch.resolve("listing")))
                .isEqualTo(new NodeAnswer.OtherEpoch<>(2));
    }

    @Test
    void givesAFileAtThePaceOfItsReader() throws Exception {
        ImageKey image = stored(PHOTO);
        Path copy = scratch.resolve("copy");
        long start = System.nanoTime();

        assertThat(done(files.copy(us, manifest(image).original(), copy, Pace.of(400_000), SILENCE)))
                .isEqualTo(Sha256.of(PHOTO));
        assertThat(copy).hasBinaryContent(PHOTO);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void givesASmallFileNoFasterThanItsBeginningIsWorth() throws Exception {
        ImageKey image = stored(Images.bytes(10));
        long start = System.nanoTime();

        assertThat(files.copy(us, manifest(image).original(), scratch.resolve("copy"), Pace.of(400_000), SILENCE).isDone())
                .isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void isNotBelievedWhenTheBytesAreOthers() throws Exception {
        ImageKey image = stored(PHOTO);
        Files.write(store.data().file(manifest(image).original()), Images.bytes(199_999));

        assertThat(files.copy(us, manifest(image).original(), scratch.resolve("copy"), Pace.unlimited(), SILENCE))
                .isInstanceOf(NodeAnswer.Unavailable.class);
    }

    @Test
    void tellsOfTheDeletedAndOfTheAbsent() throws Exception {
        ImageKey image = stored(PHOTO);
        store.delete(image);

        assertThat(files.copy(us, manifest(image).original(), scratch.resolve("copy"), Pace.unlimited(), SILENCE))
                .isEqualTo(new NodeAnswer.Deleted<>());
        assertThat(files.copy(
                        us, manifest(nodes.image()).original(), scratch.resolve("copy"), Pace.unlimited(), SILENCE))
                .isEqualTo(new NodeAnswer.Missing<>());
    }

    @Test
    void takesWorkAndTellsHowItIs() throws Exception {
        GroupWork work = new GroupWork.Drop(2);

        WorkProgress told = done(groups.start(us, nodes.group, work));
        WorkProgress ended = done(groups.stop(us, nodes.group));
        assertThat(told.work()).isEqualTo(work);
        assertThat(ended.state()).isEqualTo(WorkProgress.State.FAILED);
        assertThat(done(groups.progress(us, nodes.group))).isEqualTo(ended);
        assertThat(groups.progress(us, Images.NOWHERE)).isEqualTo(new NodeAnswer.Missing<>());
    }

    @Test
    void tellsWhatItHas() throws Exception {
        ImageKey image = stored(PHOTO);

        assertThat(done(groups.totals(us, nodes.group))).isEqualTo(contents.totals(nodes.group));
        assertThat(done(groups.groups(us))).anySatisfy(group -> {
            assertThat(group.group()).isEqualTo(nodes.group);
            assertThat(group.bytes()).isEqualTo(PHOTO.length);
        });
        assertThat(done(files.status(us)).acceptsUploads()).isTrue();
        assertThat(files.quarantine(us, image).isDone()).isTrue();
        assertThat(done(groups.found(us, nodes.group, scratch.resolve("listing"))).totals().images()).isZero();
    }
}
