package tintype.serve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.ImageKey;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.NodeProtocol;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.Store;
import tintype.serve.disk.ImageStore;
import tintype.serve.groups.TwoNodes;

/// The listing of a group: after its first line nothing of an older epoch is written any more.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
@TestProfile(TwoNodes.Profile.class)
class BarrierTest {

    private static final byte[] PHOTO = Images.bytes(20_000);
    private static final byte[] PICTURE = Images.bytes(900);

    @Inject
    GroupMapFollower maps;

    @Inject
    ImageStore store;

    @Inject
    GroupGates gates;

    private TwoNodes nodes;

    @BeforeEach
    void start() throws IOException {
        nodes = new TwoNodes(maps);
        nodes.bothHaveIt(2);
    }

    @AfterEach
    void stop() throws IOException {
        nodes.close();
        await().untilAsserted(() -> assertThat(NodeCluster.data.resolve("tmp")).isEmptyDirectory());
    }

    private Response listing(String query) {
        return Store.member().get(NodeProtocol.storePath(nodes.group) + query);
    }

    private static List<GroupEntry> entries(Response listing) {
        assertThat(listing.statusCode()).isEqualTo(200);
        assertThat(listing.contentType()).startsWith(NodeProtocol.LINES);
        return listing.asString().lines()
                .filter(line -> !line.isEmpty())
                .map(line -> Json.parse(line.getBytes(StandardCharsets.UTF_8), GroupEntry.class).orThrow())
                .toList();
    }

    private ImageKey stored() throws IOException {
        ImageKey image = nodes.image();
        Images.addOriginal(store, image, PHOTO);
        return image;
    }

    private static String head(Manifest manifest, long epoch) {
        return "PUT " + NodeProtocol.storePath(manifest.key())
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + NodeCluster.TOKEN + "\r\nTintype-Epoch: " + epoch + "\r\nRepr-Digest: "
                + manifest.sha256().digestField() + "\r\nTintype-Manifest: " + Store.field(manifest)
                + "\r\nContent-Length: " + PHOTO.length + "\r\nConnection: close\r\n\r\n";
    }

    /// A write whose bytes come when the test says so.
    private Socket begun(Manifest manifest, long epoch) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.getOutputStream().write(head(manifest, epoch).getBytes(StandardCharsets.ISO_8859_1));
        await().untilAsserted(() -> assertThat(NodeCluster.data.resolve("tmp")).isNotEmptyDirectory());
        return socket;
    }

    private static String end(Socket write) throws IOException {
        OutputStream out = write.getOutputStream();
        out.write(PHOTO);
        out.flush();
        return new String(write.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void listsWhatIsHereAndWhatWasDeletedInOrder() throws Exception {
        ImageKey first = stored();
        ImageKey deleted = stored();
        ImageKey last = stored();
        Images.addVariant(store, last.name(Images.THUMB), PICTURE);
        store.delete(deleted);

        List<GroupEntry> entries = entries(listing("?epoch=2"));
        assertThat(entries).hasSize(4);
        assertThat(entries.subList(0, 3)).containsExactly(
                new GroupEntry.Live(store.describe(first).orElseThrow()),
                new GroupEntry.Deleted(deleted.id()),
                new GroupEntry.Live(store.describe(last).orElseThrow()));
        assertThat(entries.get(3)).isInstanceOfSatisfying(GroupEntry.End.class, end -> {
            assertThat(end.totals().images()).isEqualTo(2);
            assertThat(end.totals().files()).isEqualTo(3);
            assertThat(end.totals().deleted()).isEqualTo(1);
        });
    }

    @Test
    void tellsOfAnImageThatItCannotDescribe() throws Exception {
        ImageKey image = stored();
        Files.writeString(store.data().home(image).resolve(Manifest.FILE_NAME), "rubbish");

        assertThat(entries(listing("?epoch=2"))).first().isEqualTo(new GroupEntry.Damaged(image.id()));
    }

    @Test
    void listsNothingAtAnEpochThatIsYetToCome() {
        Response answer = listing("?epoch=3");

        assertThat(answer.statusCode()).isEqualTo(421);
        assertThat(answer.header(NodeProtocol.EPOCH)).isEqualTo("2");
    }

    @Test
    void waitsForTheMapOfThatEpoch() throws Exception {
        stored();
        var listing = CompletableFuture.supplyAsync(() -> listing("?epoch=3"));
        nodes.bothHaveIt(3);

        assertThat(entries(listing.join())).hasSize(2);
    }

    /// It would say that the group is empty.
    @Test
    void listsNoGroupForItsCopyThatIsNotHere() {
        nodes.theyHaveIt(3);

        assertThat(listing("?epoch=3").header(NodeProtocol.EPOCH)).isEqualTo("0");
        assertThat(entries(listing(""))).hasSize(1);
    }

    @Test
    void listsAWriteThatWasUnderWay() throws Exception {
        Manifest manifest = Images.manifest(nodes.image(), PHOTO);
        try (Socket write = begun(manifest, 2)) {
            nodes.bothHaveIt(3);
            var listing = CompletableFuture.supplyAsync(() -> listing("?epoch=3"));
            assertThat(end(write)).startsWith("HTTP/1.1 201");

            assertThat(entries(listing.join())).first().isInstanceOfSatisfying(GroupEntry.Live.class, live ->
                    assertThat(live.image().manifest()).isEqualTo(manifest));
        }
    }

    /// Its bytes come at last, when nobody waits for them any more.
    @Test
    void takesNoWriteThatWasUnderWayForTooLong() throws Exception {
        Manifest manifest = Images.manifest(nodes.image(), PHOTO);
        try (Socket write = begun(manifest, 2)) {
            nodes.bothHaveIt(3);
            assertThat(gates.drain(nodes.group, 3, Duration.ofMillis(50))).isTrue();

            assertThat(end(write)).startsWith("HTTP/1.1 421").containsIgnoringCase("Tintype-Epoch: 3");
            assertThat(store.has(manifest.key())).isFalse();
        }
    }

    @Test
    void refusesWritesOfOlderEpochs() {
        nodes.bothHaveIt(3);

        assertThat(gates.enter(nodes.group, 2)).isEqualTo(new GroupGates.OtherEpoch(3));
        assertThat(gates.enter(nodes.group, 3)).isInstanceOfSatisfying(GroupGates.Place.class, place -> {
            assertThat(place.mayCommit()).isTrue();
            place.close();
        });
    }

    @Test
    void mendsWhatItReadsBackBeforeItListsIt() throws Exception {
        ImageKey image = stored();
        Images.addOriginal(nodes.peer.store, image, PHOTO);
        Path file = store.data().file(Images.manifest(image, PHOTO).original());
        Files.write(file, PICTURE);

        assertThat(entries(listing("?epoch=2&read=true"))).first()
                .isEqualTo(new GroupEntry.Live(nodes.peer.store.describe(image).orElseThrow()));
        assertThat(file).hasBinaryContent(PHOTO);
    }

    @Test
    void isForMembersOnly() {
        for (String path : List.of("", "/work", "/totals")) {
            RestAssured.get(NodeProtocol.storePath(nodes.group) + path).then().statusCode(401);
        }
        RestAssured.get(NodeProtocol.STORE + NodeProtocol.GROUPS).then().statusCode(401);
    }
}
