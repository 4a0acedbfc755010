package tintype.serve.store;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Manifest;
import tintype.contract.Recipe;
import tintype.contract.Sha256;
import tintype.contract.store.NodeProtocol;
import tintype.contract.store.StoredFile;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.RawHttp;
import tintype.serve.Store;

/// The node protocol, as other services meet it.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
class StoreResourceTest {

    private static final byte[] PHOTO = Images.bytes(20_000);
    private static final byte[] PICTURE = Images.bytes(900);

    private final ImageKey image = Images.key();
    private final Manifest manifest = Images.manifest(image, PHOTO);
    private final ImageName thumb = image.name(Images.THUMB);

    @AfterEach
    void nothingIsLeftOnItsWay() {
        await().untilAsserted(() -> assertThat(NodeCluster.data.resolve("tmp")).isEmptyDirectory());
    }

    private static Path onDisk(ImageKey image) {
        return NodeCluster.data.resolve(image.directory());
    }

    @Test
    void storesAnOriginalAndItsVariants() {
        assertThat(Store.put(manifest, PHOTO).statusCode()).isEqualTo(201);
        assertThat(Store.put(thumb, PICTURE).statusCode()).isEqualTo(201);

        assertThat(given().get(manifest.original().path()).asByteArray()).isEqualTo(PHOTO);
        assertThat(given().get(thumb.path()).asByteArray()).isEqualTo(PICTURE);
        Store.member().get(NodeProtocol.storePath(image)).then()
                .statusCode(200)
                .body("manifest.sha256", equalTo(manifest.sha256().hex()))
                .body("files", hasSize(2))
                .body("files[0].file", equalTo("fit-160x160.jpg"))
                .body("files[0].bytes", equalTo(PICTURE.length))
                .body("files[1].sha256", equalTo(manifest.sha256().hex()));
    }

    @Test
    void takesEveryWriteTwice() {
        Store.put(manifest, PHOTO);
        Store.put(thumb, PICTURE);

        assertThat(Store.put(manifest, PHOTO).statusCode()).isEqualTo(200);
        assertThat(Store.put(thumb, PHOTO).statusCode()).isEqualTo(200);
        assertThat(given().get(thumb.path()).asByteArray()).isEqualTo(PICTURE);
    }

    @Test
    void keepsTheFirstOriginalOfAnId() {
        Store.put(manifest, PHOTO);

        assertThat(Store.put(Images.manifest(image, PICTURE), PICTURE).statusCode()).isEqualTo(409);
        assertThat(given().get(manifest.original().path()).asByteArray()).isEqualTo(PHOTO);
    }

    @Test
    void tellsHowItIs() {
        Store.member().get(NodeProtocol.STORE).then()
                .statusCode(200)
                .body("node", equalTo("node-1"))
                .body("mapVersion", equalTo(1))
                .body("freeBytes", greaterThan(0L));
    }

    @ParameterizedTest
    @CsvSource({"GET,/store", "GET,/store/010/$ID", "PUT,/store/010/$ID", "PUT,/store/010/$ID/variants"})
    void isForMembersOnly(String method, String path) {
        String filled = path.replace("$ID", image.id().toString());

        given().request(method, filled).then().statusCode(401).contentType("application/problem+json");
        given().header("Authorization", "Bearer another-token-of-same-size").request(method, filled).then().statusCode(401);
    }

    @Test
    void hasNothingToTellOfAnImageThatIsNotHere() {
        Store.member().get(NodeProtocol.storePath(image)).then().statusCode(404);
    }

    /// Writes that are wrong in one thing.
    static Stream<Arguments> wrongWrites() {
        String wrong = Sha256.of(PICTURE).digestField();
        return Stream.of(
                row("no epoch", 400, write -> without(write, NodeProtocol.EPOCH)),
                row("another epoch", 421, write -> with(write, NodeProtocol.EPOCH, "2")),
                row("no number as epoch", 400, write -> with(write, NodeProtocol.EPOCH, "one")),
                row("no digest", 400, write -> without(write, NodeProtocol.DIGEST)),
                row("rubbish as digest", 400, write -> with(write, NodeProtocol.DIGEST, "md5=:AAAA:")),
                row("another digest", 422, write -> with(write, NodeProtocol.DIGEST, wrong)),
                row("other bytes", 422, write -> write.body(Images.bytes(PHOTO.length - 1))),
                row("no bytes", 400, write -> write.body(new byte[0])));
    }

    private interface Change extends UnaryOperator<RequestSpecification> {}

    private static Arguments row(String name, int status, Change change) {
        return Arguments.of(name, status, change);
    }

    private static RequestSpecification with(RequestSpecification write, String field, String value) {
        return without(write, field).header(field, value);
    }

    private static RequestSpecification without(RequestSpecification write, String field) {
        return ((io.restassured.specification.FilterableRequestSpecification) write).removeHeader(field);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongWrites")
    void refusesAWrongOriginal(String name, int status, Change change) {
        RequestSpecification write = change.apply(Store.write(PHOTO).header(NodeProtocol.MANIFEST, Store.field(manifest)));

        assertRefused(status, write.put(NodeProtocol.storePath(image)));
        assertThat(onDisk(image)).doesNotExist();
    }

    static Stream<Arguments> wrongVariants() {
        var small = new StoredFile(Images.THUMB, Sha256.of(PICTURE), PICTURE.length);
        var another = new StoredFile(Images.THUMB, Sha256.of(PHOTO), PICTURE.length);
        var shorter = new StoredFile(Images.THUMB, Sha256.of(PICTURE), PICTURE.length - 1);
        var original = new StoredFile(new ImageFile.Original(Format.JPEG), Sha256.of(PICTURE), PICTURE.length);
        var empty = new StoredFile(Images.THUMB, Sha256.of(new byte[0]), 0);
        return Stream.of(
                row("no epoch", 400, write -> without(write, NodeProtocol.EPOCH)),
                row("another epoch", 421, write -> with(write, NodeProtocol.EPOCH, "2")),
                row("no variants", 400, write -> without(write, NodeProtocol.VARIANTS)),
                row("not base64url", 400, write -> with(write, NodeProtocol.VARIANTS, "{}")),
                row("no list", 400, write -> with(write, NodeProtocol.VARIANTS, Store.field(small))),
                row("an empty list", 400, write -> with(write, NodeProtocol.VARIANTS, Store.field(List.of()))),
                row("an original", 400, write -> with(write, NodeProtocol.VARIANTS, Store.field(List.of(original)))),
                row("an empty one", 400, write -> with(write, NodeProtocol.VARIANTS, Store.field(List.of(small, empty)))),
                row("one twice", 400, write -> with(write, NodeProtocol.VARIANTS, Store.field(List.of(small, small)))),
                row("another length", 400, write -> with(write, NodeProtocol.VARIANTS, Store.field(List.of(shorter)))),
                row("another digest", 422, write -> with(write, NodeProtocol.VARIANTS, Store.field(List.of(another)))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongVariants")
    void refusesWrongVariants(String name, int status, Change change) {
        Store.put(manifest, PHOTO);

        RequestSpecification write = change.apply(Store.writeVariant(thumb, PICTURE));

        assertRefused(status, write.put(NodeProtocol.variantsPath(image)));
        assertThat(onDisk(image).resolve("fit-160x160.jpg")).doesNotExist();
    }

    @Test
    void takesSeveralVariantsAtOnceAndTellsWhatIsThereNow() {
        Store.put(manifest, PHOTO);
        Store.put(thumb, PICTURE);
        byte[] large = Images.bytes(1_500);
        var thumbToo = new StoredFile(Images.THUMB, Sha256.of(large), large.length);
        var another = new StoredFile(new ImageFile.Variant(Recipe.fit(320), Format.WEBP), Sha256.of(large), large.length);
        byte[] both = ByteBuffer.allocate(2 * large.length).put(large).put(large).array();

        Response answer = Store.writeVariants(List.of(thumbToo, another), both).put(NodeProtocol.variantsPath(image));

        answer.then().statusCode(201)
                .body("files.file", hasItems("fit-160x160.jpg", "fit-320x320.webp", "original.jpg"))
                .body("files.find { it.file == 'fit-160x160.jpg' }.bytes", equalTo(PICTURE.length));
        assertThat(given().get(image.name(another.file()).path()).asByteArray()).isEqualTo(large);
        assertThat(given().get(thumb.path()).asByteArray()).isEqualTo(PICTURE);
    }

    static Stream<Arguments> wrongManifests() {
        Manifest right = Images.manifest(Images.key(), PHOTO);
        return Stream.of(
                Arguments.of("none", null, 400),
                Arguments.of("not base64url", "{}", 400),
                Arguments.of("not JSON", "AAAA", 400),
                Arguments.of("incomplete", "e30", 400),
                Arguments.of("of another image", Store.field(right), 422));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("wrongManifests")
    void refusesAWrongManifest(String name, String field, int status) {
        RequestSpecification write = Store.write(PHOTO);

        assertRefused(status, (field == null ? write : write.header(NodeProtocol.MANIFEST, field))
                .put(NodeProtocol.storePath(image)));
        assertThat(onDisk(image)).doesNotExist();
    }

    @Test
    void refusesAManifestOfOtherBytes() {
        assertRefused(422, Store.put(Images.manifest(image, PICTURE), PHOTO));
        assertRefused(422, Store.write(PHOTO)
                .header(NodeProtocol.MANIFEST, Store.field(Images.manifest(image, PICTURE)))
                .put(NodeProtocol.storePath(image)));
    }

    @Test
    void refusesGroupsOfOtherNodes() {
        ImageKey elsewhere = new ImageKey(Images.ELSEWHERE, ImageId.next());
        Response answer = Store.put(Images.manifest(elsewhere, PHOTO), PHOTO);

        assertRefused(421, answer);
        assertThat(answer.header(NodeProtocol.EPOCH)).isEqualTo("0");
        assertThat(onDisk(elsewhere)).doesNotExist();
    }

    @Test
    void tellsItsEpochToAWriterWithAnother() {
        Response answer = Store.member()
                .header(NodeProtocol.EPOCH, 7)
                .header(NodeProtocol.DIGEST, Sha256.of(PHOTO).digestField())
                .header(NodeProtocol.MANIFEST, Store.field(manifest))
                .contentType("application/octet-stream")
                .body(PHOTO)
                .put(NodeProtocol.storePath(image));

        assertThat(answer.header(NodeProtocol.EPOCH)).isEqualTo("" + NodeCluster.EPOCH);
    }

    /// The limit in this test is 1 MB. A reset of the connection would fail the request.
    @Test
    void letsAWriterOfTooMuchReadWhy() {
        byte[] large = Images.bytes(3 << 20);

        assertRefused(413, Store.put(Images.manifest(image, large), large));
    }

    @Test
    void takesNoVariantWithoutItsOriginal() {
        assertRefused(404, Store.put(thumb, PICTURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/store/xyz/$ID", "/store/010/no-id", "/store/010/$ID/a/b"})
    void knowsNoOtherPath(String path) {
        assertRefused(404, Store.write(PICTURE).put(path.replace("$ID", image.id().toString())));
    }

    @Test
    void leavesNothingOfAWriterWhoLeft() throws Exception {
        RawHttp.sendAndLeave(
                "PUT " + NodeProtocol.storePath(image) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + NodeCluster.TOKEN + "\r\nTintype-Epoch: 1\r\nRepr-Digest: " + manifest.sha256().digestField()
                        + "\r\nTintype-Manifest: " + Store.field(manifest) + "\r\nContent-Length: " + PHOTO.length + "\r\n\r\n",
                Images.bytes(5_000));

        nothingIsLeftOnItsWay();
        assertThat(onDisk(image)).doesNotExist();
        assertThat(Store.put(manifest, PHOTO).statusCode()).isEqualTo(201);
    }

    @Test
    void remembersWhoseItsDiskIs() throws Exception {
        assertThat(Files.readString(NodeCluster.data.resolve("node.json")))
                .isEqualTo("{\"cluster\":\"00000000-0000-0000-0000-000000000000\",\"node\":\"node-1\",\"groups\":256}");
    }

    @Test
    void isReadyAndCounted() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        Store.put(manifest, PHOTO);
        given().get(manifest.original().path());
        String metrics = given().get("/q/metrics").asString();

        assertThat(metrics).contains(
                "tintype_node_writes_total{result=\"stored\"}",
                "tintype_node_requests_total{status=\"200\"}",
                "tintype_node_sent_bytes_total",
                "tintype_node_deletions_total",
                "tintype_node_disk_free",
                "cache_gets_total{cache=\"tintype.node.shelf\",result=\"hit\"}");
    }

    @Test
    void describesItself() {
        String api = given().get("/q/openapi").asString();

        assertThat(api).contains("/g/{group}/{id}/{file}", "/store/{group}/{id}/variants");
    }

    private static void assertRefused(int status, Response answer) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
}
