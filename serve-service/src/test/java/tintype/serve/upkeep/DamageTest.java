package tintype.serve.upkeep;

import static io.restassured.RestAssured.given;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Manifest;
import tintype.contract.store.NodeProtocol;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.Store;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Served;
import tintype.serve.disk.StoreResult;
import tintype.serve.groups.TwoNodes;

/// Files that are not as they were written, or not here at all, and another node that has them.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
@TestProfile(TwoNodes.Profile.class)
class DamageTest {

    private static final byte[] LARGE = Images.bytes(150_000);
    private static final byte[] SMALL = Images.bytes(900);

    @Inject
    GroupMapFollower maps;

    @Inject
    ImageStore store;

    @Inject
    Scrub scrub;

    private TwoNodes nodes;
    private ImageKey image;
    private ImageName original;
    private ImageName thumb;

    @BeforeEach
    void start() throws IOException {
        nodes = new TwoNodes(maps);
        nodes.bothHaveIt(2);
        image = nodes.image();
        original = Images.manifest(image, LARGE).original();
        thumb = image.name(Images.THUMB);
        NodeCluster.renderer.answers(_ -> 503);
    }

    @AfterEach
    void stop() throws IOException {
        nodes.close();
        await().untilAsserted(() -> assertThat(NodeCluster.data.resolve("tmp")).isEmptyDirectory());
    }

    private void storeHere() throws IOException {
        Images.addOriginal(store, image, LARGE);
        Images.addVariant(store, thumb, SMALL);
    }

    private void storeThere() throws IOException {
        Images.addOriginal(nodes.peer.store, image, LARGE);
        Images.addVariant(nodes.peer.store, thumb, SMALL);
    }

    private Path file(ImageFile file) {
        return store.data().file(image.name(file));
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private long quarantined() {
        return store.repair().quarantine().files(nodes.group);
    }

    private long damaged() {
        Response groups = Store.member().get(NodeProtocol.STORE + NodeProtocol.GROUPS);
        return groups.jsonPath().getLong("find { it.group == '" + nodes.group + "' }.damaged");
    }

    private static double metric(String name) {
        return given().get("/q/metrics").asString().lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1])) // an exemplar may follow
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"original.jpg", "fit-160x160.jpg"})
    void findsAFlippedBitAndGetsAGoodCopy(String name) throws Exception {
        storeHere();
        storeThere();
        Path file = store.data().home(image).resolve(name);
        byte[] good = Files.readAllBytes(file);
        flip(file);
        double found = metric("tintype_node_damage_found_total");

        scrub.round();
        assertThat(file).hasBinaryContent(good);
        assertThat(quarantined()).isEqualTo(1);
        assertThat(damaged()).isZero();
        assertThat(metric("tintype_node_damage_found_total")).isEqualTo(found + 1);
    }

    @Test
    void sendsNoFileThatItKnowsToBeWrong() throws Exception {
        storeHere();
        given().get(original.path()).then().statusCode(200);
        flip(file(original.file()));
        scrub.round();

        given().get(original.path()).then().statusCode(500).header("Cache-Control", "no-store");
        assertThat(damaged()).isEqualTo(1);
        storeThere();
        assertThat(given().get(original.path()).asByteArray()).isEqualTo(LARGE);
        assertThat(damaged()).isZero();
    }

    @Test
    void rendersAVariantAnewThatNobodyHas() throws Exception {
        Images.addOriginal(store, image, LARGE);
        Images.addVariant(store, thumb, SMALL);
        flip(file(Images.THUMB));
        scrub.round();
        NodeCluster.renderer.answers(_ -> Images.addVariant(store, thumb, SMALL) == StoreResult.STORED ? 204 : 500);

        assertThat(given().get(thumb.path()).asByteArray()).isEqualTo(SMALL);
        assertThat(NodeCluster.renderer.orders()).hasSize(1);
    }

    /// Small files are looked at whenever they are read from the disk.
    @Test
    void mendsASmallFileThatSomebodyReads() throws Exception {
        storeHere();
        storeThere();
        flip(file(Images.THUMB));

        assertThat(given().get(thumb.path()).asByteArray()).isEqualTo(SMALL);
        assertThat(file(Images.THUMB)).hasBinaryContent(SMALL);
    }

    @Test
    void takesGoodCopiesFromANodeThatHasJustGivenABadOne() throws Exception {
        storeHere();
        storeThere();
        flip(file(original.file()));
        flip(nodes.peer.path(image, original.file()));
        scrub.round();
        given().get(original.path()).then().statusCode(500);

        ImageKey another = nodes.image();
        Images.addOriginal(store, another, SMALL);
        Images.addOriginal(nodes.peer.store, another, SMALL);
        flip(store.data().file(Images.manifest(another, SMALL).original()));
        byte[] served = given().get(Images.manifest(another, SMALL).original().path()).asByteArray();
        assertThat(served).isEqualTo(SMALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "SHA256SUMS"})
    void replacesAnImageThatCannotBeTold(String name) throws Exception {
        storeHere();
        storeThere();
        Files.writeString(store.data().home(image).resolve(name), "rubbish\n");

        scrub.round();
        assertThat(store.describe(image)).isEqualTo(nodes.peer.store.describe(image));
        assertThat(file(original.file())).hasBinaryContent(LARGE);
    }

    @Test
    void sumsAnOriginalAgainThatIsAsItsManifestSays() throws Exception {
        storeHere();
        Files.writeString(store.data().home(image).resolve("SHA256SUMS"), "rubbish\n");

        assertThat(given().get(original.path()).asByteArray()).isEqualTo(LARGE);
        assertThat(store.find(thumb)).isEqualTo(new Served.NotYet(thumb));
    }

    @Test
    void copiesAVariantThatAnotherNodeHasAndRendersNone() throws Exception {
        Images.addOriginal(store, image, LARGE);
        storeThere();

        assertThat(given().get(thumb.path()).asByteArray()).isEqualTo(SMALL);
        assertThat(NodeCluster.renderer.orders()).isEmpty();
        assertThat(file(Images.THUMB)).hasBinaryContent(SMALL);
    }

    @Test
    void knowsFromAnotherNodeThatAnImageWasDeleted() throws Exception {
        Images.addOriginal(store, image, LARGE);
        nodes.peer.store.delete(image);

        assertThat(given().get(thumb.path()).statusCode()).isIn(410, 503);
        given().get(original.path()).then().statusCode(410);
    }

    @Test
    void sendsReadersOnWhenTheImageIsNotHere() throws Exception {
        storeThere();

        given().get(original.path()).then().statusCode(404);
        assertThat(nodes.peer.copies()).isEmpty();
    }

    @Test
    void leavesADamagedImageAsItIsWhenNobodyCanHelp() throws Exception {
        storeHere();
        Path manifest = Files.writeString(store.data().home(image).resolve(Manifest.FILE_NAME), "rubbish");

        scrub.round();
        assertThat(manifest).hasContent("rubbish");
        assertThat(damaged()).isEqualTo(1);
        assertThat(given().get(original.path()).asByteArray()).isEqualTo(LARGE);
    }
}
