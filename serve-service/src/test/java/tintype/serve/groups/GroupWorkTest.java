package tintype.serve.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Sha256;
import tintype.contract.store.GroupWork;
import tintype.contract.store.NodeProtocol;
import tintype.contract.store.WorkProgress;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.Store;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Quarantine;
import tintype.serve.disk.Served;

/// A group that comes to this node from another one, and leaves it.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
@TestProfile(TwoNodes.Profile.class)
class GroupWorkTest {

    private static final byte[] PHOTO = Images.bytes(150_000);
    private static final byte[] PICTURE = Images.bytes(900);
    private static final byte[] OTHER = Images.bytes(901);
    private static final long EPOCH = 2;
    private static final ImageFile ORIGINAL = Images.manifest(Images.key(), PHOTO).original().file();

    @Inject
    GroupMapFollower maps;

    @Inject
    ImageStore store;

    @Inject
    GroupContents contents;

    private TwoNodes nodes;

    @BeforeEach
    void start() throws IOException {
        nodes = new TwoNodes(maps);
        nodes.fills(EPOCH);
    }

    @AfterEach
    void stop() throws IOException {
        Store.member().delete(work());
        nodes.close();
        await().untilAsserted(() -> assertThat(NodeCluster.data.resolve("tmp")).isEmptyDirectory());
    }

    private String work() {
        return NodeProtocol.storePath(nodes.group) + NodeProtocol.WORK;
    }

    private Response tell(GroupWork work) {
        return Store.member().contentType("application/json").body(Json.print(work)).post(work());
    }

    private WorkProgress progress() {
        return Json.parse(Store.member().get(work()).asByteArray(), WorkProgress.class).orThrow();
    }

    private WorkProgress resultOf(GroupWork work) {
        assertThat(tell(work).statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> progress().state().isOver());
        return progress();
    }

    private GroupWork pull() {
        return new GroupWork.Pull(TwoNodes.THEM, EPOCH, 0);
    }

    private GroupWork verify() {
        return new GroupWork.Verify(TwoNodes.THEM, EPOCH, 0);
    }

    private ImageKey theirs() throws IOException {
        ImageKey image = nodes.image();
        Images.addOriginal(nodes.peer.store, image, PHOTO);
        Images.addVariant(nodes.peer.store, image.name(Images.THUMB), PICTURE);
        return image;
    }

    private static Path onDisk(ImageKey image, ImageFile file) {
        return NodeCluster.data.resolve(image.directory()).resolve(file.toString());
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private List<Path> quarantined() throws IOException {
        try (Stream<Path> files = Files.walk(NodeCluster.data.resolve(Quarantine.DIRECTORY))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/" + nodes.group))
                    .toList();
        }
    }

    @Test
    void copiesAGroupBitForBit() throws Exception {
        List<ImageKey> images = List.of(theirs(), theirs(), theirs());
        ImageKey deleted = theirs();
        nodes.peer.store.delete(deleted);

        WorkProgress done = resultOf(pull());
        assertThat(done.state()).isEqualTo(WorkProgress.State.DONE);
        assertThat(done.images()).isEqualTo(3).isEqualTo(done.imagesTotal());
        assertThat(done.bytes()).isEqualTo(3 * (150_000 + 900)).isEqualTo(done.bytesTotal()).isEqualTo(done.copied());
        assertThat(done.digest()).isEqualTo(nodes.peer.contents().totals(nodes.group).digest());
        assertThat(contents.totals(nodes.group)).isEqualTo(nodes.peer.contents().totals(nodes.group));
        for (ImageKey image : images) {
            assertThat(store.describe(image)).isEqualTo(nodes.peer.store.describe(image));
            assertThat(onDisk(image, ORIGINAL)).hasBinaryContent(PHOTO);
            assertThat(onDisk(image, Images.THUMB)).hasBinaryContent(PICTURE);
        }
        assertThat(store.isDeleted(deleted)).isTrue();
    }

    @Test
    void goesOnWhereItEnded() throws Exception {
        for (int i = 0; i < 4; i++) {
            theirs();
        }
        nodes.peer.givesOnly(4);
        WorkProgress failed = resultOf(pull());
        assertThat(failed.state()).isEqualTo(WorkProgress.State.FAILED);
        assertThat(failed.reason()).contains("503");

        nodes.peer.givesOnly(4);
        assertThat(resultOf(pull()).state()).isEqualTo(WorkProgress.State.DONE);
        assertThat(nodes.peer.copies()).hasSize(4);
        assertThat(contents.totals(nodes.group)).isEqualTo(nodes.peer.contents().totals(nodes.group));
    }

    @Test
    void doesNotTakeHalfAListingForTheWhole() throws Exception {
        theirs();
        nodes.peer.cutsListings(true);

        WorkProgress failed = resultOf(pull());
        assertThat(failed.state()).isEqualTo(WorkProgress.State.FAILED);
        assertThat(failed.reason()).contains("cut off");
    }

    @Test
    void neverBringsBackAnImageThatWasDeletedHere() throws Exception {
        ImageKey image = theirs();
        store.delete(image);

        assertThat(resultOf(pull()).state()).isEqualTo(WorkProgress.State.DONE);
        assertThat(store.find(image.name(ORIGINAL))).isEqualTo(new Served.Deleted());
        assertThat(store.has(image)).isFalse();
    }

    @Test
    void deletesWhatItMissedBeforeItCopies() throws Exception {
        ImageKey image = theirs();
        Images.addOriginal(store, image, PHOTO);
        nodes.peer.store.delete(image);

        assertThat(resultOf(pull()).state()).isEqualTo(WorkProgress.State.DONE);
        assertThat(store.has(image)).isFalse();
    }

    @Test
    void putsAVariantAsideThatDiffers() throws Exception {
        ImageKey image = theirs();
        Images.addOriginal(store, image, PHOTO);
        Images.addVariant(store, image.name(Images.THUMB), OTHER);

        assertThat(resultOf(pull()).state()).isEqualTo(WorkProgress.State.DONE);
        assertThat(onDisk(image, Images.THUMB)).hasBinaryContent(PICTURE);
        assertThat(quarantined()).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(OTHER));
    }

    @Test
    void putsAnImageAsideThatIsAnother() throws Exception {
        ImageKey image = theirs();
        Images.addOriginal(store, image, OTHER);

        assertThat(resultOf(pull()).state()).isEqualTo(WorkProgress.State.DONE);
        assertThat(onDisk(image, ORIGINAL)).hasBinaryContent(PHOTO);
        assertThat(quarantined()).anySatisfy(file -> assertThat(file).hasBinaryContent(OTHER));
    }

    @Test
    void takesNoBytesThatAreNotThoseOfTheirSum() throws Exception {
        ImageKey damaged = theirs();
        ImageKey whole = theirs();
        flip(nodes.peer.path(damaged, ORIGINAL));

        WorkProgress failed = resultOf(pull());
        assertThat(failed.state()).isEqualTo(WorkProgress.State.FAILED);
        assertThat(failed.reason()).contains(damaged.name(ORIGINAL).path());
        assertThat(store.has(damaged)).isFalse();
        assertThat(store.has(whole)).isTrue();
    }

    @Test
    void findsByReadingBackThatAFileIsWrongHere() throws Exception {
        ImageKey image = theirs();
        resultOf(pull());
        flip(onDisk(image, ORIGINAL));

        WorkProgress done = resultOf(verify());
        assertThat(done.state()).isEqualTo(WorkProgress.State.DONE);
        assertThat(done.digest()).isEqualTo(nodes.peer.contents().totals(nodes.group).digest());
        assertThat(onDisk(image, ORIGINAL)).hasBinaryContent(PHOTO);
        assertThat(quarantined()).hasSize(1);
    }

    @Test
    void copiesWhatIsMissingBeforeAGroupIsVerified() throws Exception {
        ImageKey image = theirs();
        resultOf(pull());
        ImageKey later = theirs();
        Images.addVariant(nodes.peer.store, image.name(Images.SMALL), OTHER);

        WorkProgress done = resultOf(verify());
        assertThat(done.state()).isEqualTo(WorkProgress.State.DONE);
        assertThat(done.images()).isEqualTo(2).isEqualTo(done.imagesTotal());
        assertThat(store.describe(later)).isEqualTo(nodes.peer.store.describe(later));
        assertThat(onDisk(image, Images.SMALL)).hasBinaryContent(OTHER);
    }

    @Test
    void keepsWhatTheOtherNodeDoesNotHave() throws Exception {
        theirs();
        ImageKey ours = nodes.image();
        Images.addOriginal(store, ours, PHOTO);

        assertThat(resultOf(verify()).state()).isEqualTo(WorkProgress.State.DONE);
        assertThat(store.has(ours)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void doesNothingAtAnotherEpoch(long epoch) throws Exception {
        ImageKey image = theirs();

        WorkProgress failed = resultOf(new GroupWork.Pull(TwoNodes.THEM, epoch, 0));
        assertThat(failed.state()).isEqualTo(WorkProgress.State.FAILED);
        assertThat(failed.reason()).contains("epoch " + epoch, "at epoch " + EPOCH);
        assertThat(store.has(image)).isFalse();
    }

    @Test
    void doesOneThingAtATimeWithAGroup() throws Exception {
        theirs();
        GroupWork slow = new GroupWork.Pull(TwoNodes.THEM, EPOCH, 1_000);
        tell(slow);

        assertThat(tell(slow).statusCode()).isEqualTo(202);
        assertThat(tell(verify()).statusCode()).isEqualTo(409);
        Store.member().delete(work()).then().statusCode(200);
        assertThat(progress().state()).isEqualTo(WorkProgress.State.FAILED);
        assertThat(progress().reason()).isEqualTo("Stopped");
        assertThat(resultOf(pull()).state()).isEqualTo(WorkProgress.State.DONE);
    }

    @Test
    void hasNothingToTellOfWorkThatItWasNotTold() {
        assertThat(Store.member().get(work()).statusCode()).isEqualTo(404);
        assertThat(Store.member().delete(work()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"kind\":\"format\",\"epoch\":2}", "{\"kind\":\"drop\",\"epoch\":0}"})
    void refusesWorkThatIsNone(String body) {
        Store.member().contentType("application/json").body(body).post(work()).then().statusCode(400);
    }

    @Test
    void dropsNothingThatTheMapHasHere() throws Exception {
        ImageKey image = theirs();
        resultOf(pull());

        WorkProgress failed = resultOf(new GroupWork.Drop(EPOCH));
        assertThat(failed.state()).isEqualTo(WorkProgress.State.FAILED);
        assertThat(failed.reason()).contains("on this node");
        assertThat(store.has(image)).isTrue();
    }

    @Test
    void putsAGroupAsideThatIsElsewhereAndRemembersItsDeletions() throws Exception {
        ImageKey image = theirs();
        ImageKey deleted = theirs();
        resultOf(pull());
        store.delete(deleted);
        nodes.theyHaveIt(EPOCH + 1);

        assertThat(resultOf(new GroupWork.Drop(EPOCH + 1)).state()).isEqualTo(WorkProgress.State.DONE);
        assertThat(store.has(image)).isFalse();
        assertThat(store.isDeleted(deleted)).isTrue();
        assertThat(quarantined()).anySatisfy(file -> assertThat(file).hasBinaryContent(PHOTO));
    }

    @Test
    void tellsWhatLiesHereOfEachGroup() throws Exception {
        theirs();
        resultOf(pull());
        String row = "find { it.group == '" + nodes.group + "' }";

        Response answer = Store.member().get(NodeProtocol.STORE + NodeProtocol.GROUPS);
        assertThat(answer.jsonPath().getLong(row + ".images")).isEqualTo(1);
        assertThat(answer.jsonPath().getLong(row + ".bytes")).isEqualTo(150_900);
        assertThat(answer.jsonPath().getLong(row + ".damaged")).isZero();
    }

    @Test
    void givesAFileToAnotherNodeAndRendersNoneForIt() throws Exception {
        ImageKey image = theirs();
        resultOf(pull());
        NodeCluster.renderer.answers(_ -> 204);

        Response answer = Store.member().get(NodeProtocol.storePath(image.name(ORIGINAL)));
        assertThat(answer.asByteArray()).isEqualTo(PHOTO);
        assertThat(answer.header(NodeProtocol.DIGEST)).isEqualTo(Sha256.of(PHOTO).digestField());
        ImageName absent = image.name(Images.SMALL);
        assertThat(Store.member().get(NodeProtocol.storePath(absent)).statusCode()).isEqualTo(404);
        assertThat(NodeCluster.renderer.orders()).isEmpty();
    }

    @Test
    void putsAnImageAsideThatNobodyOwns() throws Exception {
        ImageKey image = nodes.image();
        Images.addOriginal(store, image, PHOTO);
        String path = NodeProtocol.storePath(image) + NodeProtocol.QUARANTINE;

        assertThat(Store.member().post(path).statusCode()).isEqualTo(204);
        assertThat(store.has(image)).isFalse();
        assertThat(quarantined()).anySatisfy(file -> assertThat(file).hasBinaryContent(PHOTO));
        assertThat(Store.member().post(path).statusCode()).isEqualTo(404);
    }
}
