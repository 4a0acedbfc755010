package tintype.metadata.check;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.events.ImageEvent;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.GroupWork;
import tintype.contract.store.StoredImage;
import tintype.metadata.Catalogue;
import tintype.metadata.CatalogueDatabase;
import tintype.metadata.rebalance.Farm;
import tintype.metadata.rebalance.QuickRounds;
import tintype.metadata.rebalance.WorkingNode;

@QuarkusTest
@TestProfile(QuickRounds.class)
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class ChecksTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Group GROUP = new Group(0);
    /// Older than an event may be late.
    private static final String OLD = "01h455vb4pex5vsknk084sn";

    @Inject
    Farm farm;

    @Inject
    Catalogue catalogue;

    private WorkingNode one;
    private WorkingNode two;

    @BeforeEach
    void start() {
        one = new WorkingNode("node-1", farm.cluster());
        two = new WorkingNode("node-2", farm.cluster());
        farm.isOn(List.of(one), two);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void makesTheCatalogueAgainFromTheDisks() {
        StoredImage image = image(ImageId.next());
        one.has(GROUP, new GroupEntry.Live(image));

        assertThat(rebuilt().getInt("images")).isEqualTo(1);
        given().get("/images/" + image.manifest().id()).then().statusCode(200).body("type", equalTo("image/jpeg"));
    }

    @Test
    void bringsNothingBackThatTheCatalogueKnowsToBeDeleted() {
        StoredImage image = image(ImageId.next());
        one.has(GROUP, new GroupEntry.Live(image));
        catalogue.learn(image);
        given().delete("/images/" + image.manifest().id()).then().statusCode(204);
        rebuilt();

        given().get("/images/" + image.manifest().id()).then().statusCode(410);
    }

    @Test
    void learnsADeletionFromANodeThatHasLeftTheGroup() {
        StoredImage image = image(ImageId.next());
        one.has(GROUP, new GroupEntry.Live(image));
        two.has(GROUP, new GroupEntry.Deleted(image.manifest().id()));
        rebuilt();

        given().get("/images/" + image.manifest().id()).then().statusCode(410);
    }

    @Test
    void findsNothingWhereAllIsWell() {
        StoredImage image = image(ImageId.parse(OLD + "701").orThrow());
        one.has(GROUP, new GroupEntry.Live(image));
        catalogue.learn(image);

        assertThat(checked(false, GROUP)).isEmpty();
    }

    @Test
    void findsWhatTheCatalogueDoesNotKnowAndWhatNoDiskHas() {
        var group = new Group(2);
        one.has(group, new GroupEntry.Live(image(group, ImageId.parse(OLD + "702").orThrow())));
        catalogue.learn(image(group, ImageId.parse(OLD + "703").orThrow()));

        assertThat(checked(false, group)).containsExactlyInAnyOrder("unknown-to-catalogue", "lost");
    }

    @Test
    void findsDeletionsThatANodeHasMissedAndLetsItCatchUp() {
        var group = new Group(4);
        StoredImage image = image(group, ImageId.parse(OLD + "704").orThrow());
        one.has(group, new GroupEntry.Live(image));
        catalogue.learn(image);
        catalogue.learnDeleted(new ImageEvent.Deleted(group, image.manifest().id(), Instant.now()));

        assertThat(checked(false, group)).containsExactly("deletion-missed");
    }

    @Test
    void letsANodeCopyWhatItLacksWhenAskedToRepair() {
        var group = new Group(5);
        farm.isOn(2, List.of(one, two));
        StoredImage image = image(group, ImageId.parse(OLD + "705").orThrow());
        one.has(group, new GroupEntry.Live(image));
        catalogue.learn(image);

        assertThat(checked(true, group)).containsExactly("missing-on-node");
        assertThat(two.told()).anyMatch(told -> told.group().equals(group) && told.work() instanceof GroupWork.Compare);
        assertThat(one.told()).noneMatch(told -> told.work() instanceof GroupWork.Drop);
    }

    @Test
    void showsItsChecksToMembersOnly() {
        given().post("/fsck").then().statusCode(401);
        given().post("/rebuild-catalogue").then().statusCode(401);
    }

    private JsonPath rebuilt() {
        asOperator().post("/rebuild-catalogue").then().statusCode(202);
        return ended("/rebuild-catalogue");
    }

    private static List<String> checked(boolean repair, Group group) {
        asOperator().post("/fsck?repair=" + repair).then().statusCode(202);
        return ended("/fsck").getList("findings.findAll { it.group == '" + group + "' }.kind");
    }

    private static JsonPath ended(String path) {
        await().atMost(LONG).until(() -> !asOperator().get(path).jsonPath().getString("state").equals("running"));
        JsonPath result = asOperator().get(path).jsonPath();
        assertThat(result.getString("state")).isEqualTo("done");
        return result;
    }

    private static StoredImage image(ImageId id) {
        return image(GROUP, id);
    }

    private static StoredImage image(Group group, ImageId id) {
        return new StoredImage(
                new Manifest(
                        group, id, Sha256.of(new byte[] {1}), 1000, Format.JPEG, 4, 3, 1, null, Instant.now(), Map.of()),
                List.of());
    }

    private static RequestSpecification asOperator() {
        return given().header("Authorization", "Bearer a-token-that-is-long-enough").contentType("application/json");
    }
}
