package tintype.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.cluster.Pictures;
import tintype.cluster.map.GroupMapFollower;
import tintype.cluster.map.GroupMaps;
import tintype.contract.ImageName;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

/// Uploads to groups that live on two nodes.
@QuarkusTest
@QuarkusTestResource(UploadCluster.class)
class ReplicatedUploadTest {

    private static final AtomicLong VERSION = new AtomicLong(1);
    private static final NodeName ONE = new NodeName("node-1");
    private static final NodeName TWO = new NodeName("node-2");

    @Inject
    GroupMapFollower maps;

    @AfterEach
    void everyGroupIsOnOneNodeAgain() {
        UploadCluster.one.behave();
        UploadCluster.two.behave();
        maps.accept(GroupMaps.version(VERSION.incrementAndGet(), nodes()));
    }

    @Test
    void storesAPhotoOnEveryNodeOfItsGroup() {
        everyGroupIsOn(List.of(ONE, TWO));
        byte[] photo = Pictures.png(4, 4);

        ImageName original = upload(photo);

        assertThat(UploadCluster.one.path(original)).hasBinaryContent(photo);
        assertThat(UploadCluster.two.path(original)).hasBinaryContent(photo);
    }

    @Test
    void goesToAnotherGroupWhenOneOfItsNodesRefuses() {
        oneGroupIsOnTwoAlone();
        UploadCluster.one.refuseWritesWith(503, 0);

        assertThat(upload(Pictures.png(4, 4)).image().group().number()).isZero();
    }

    @Test
    void goesToAnotherGroupWhenOneOfItsNodesHangs() {
        oneGroupIsOnTwoAlone();
        UploadCluster.one.hang();

        assertThat(upload(Pictures.png(4, 4)).image().group().number()).isZero();
    }

    @Test
    void acknowledgesNothingThatOneNodeOfTheGroupHasNot() {
        everyGroupIsOn(List.of(ONE, TWO));
        UploadCluster.two.refuseWritesWith(507, 0);

        given().contentType("image/png").body(Pictures.png(4, 4)).post("/images").then().statusCode(503);
    }

    private void oneGroupIsOnTwoAlone() {
        accept(group -> group.group().number() == 0 ? List.of(TWO) : List.of(ONE, TWO));
    }

    private void everyGroupIsOn(List<NodeName> home) {
        accept(_ -> home);
    }

    private interface Homes {
        List<NodeName> of(Assignment group);
    }

    private void accept(Homes homes) {
        GroupMap map = GroupMaps.version(VERSION.incrementAndGet(), nodes());
        List<Assignment> groups = map.groups().stream()
                .map(group -> new Assignment(
                        group.group(), map.version(), homes.of(group), homes.of(group), Assignment.State.WRITABLE))
                .toList();
        maps.accept(new GroupMap(map.cluster(), map.version(), map.groupCount(), map.presets(), map.nodes(), groups));
    }

    private static List<Node> nodes() {
        return List.of(UploadCluster.one.asNode(), UploadCluster.two.asNode());
    }

    private static ImageName upload(byte[] photo) {
        String url = given().contentType("image/png").body(photo).post("/images").then()
                .statusCode(201)
                .extract()
                .path("original.url");
        return ImageName.parse(url.substring(url.indexOf("/g/"))).orThrow();
    }
}
