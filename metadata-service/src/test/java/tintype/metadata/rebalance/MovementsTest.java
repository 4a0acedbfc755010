package tintype.metadata.rebalance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.groups.GroupLife;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.GroupWork;
import tintype.contract.store.StoredImage;
import tintype.metadata.CatalogueDatabase;
import tintype.metadata.groups.Lives;

/// With a real database, over HTTP, and nodes that do as they are told.
@QuarkusTest
@TestProfile(QuickRounds.class)
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class MovementsTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @Inject
    Farm farm;

    @Inject
    Lives lives;

    private WorkingNode one;
    private WorkingNode two;
    private WorkingNode three;

    @BeforeEach
    void start() {
        one = new WorkingNode("node-1", farm.cluster());
        two = new WorkingNode("node-2", farm.cluster());
        three = new WorkingNode("node-3", farm.cluster());
    }

    @AfterEach
    void stop() {
        List.of(one, two, three).forEach(WorkingNode::close);
    }

    @Test
    void showsThePlanBeforeAnythingIsDone() {
        farm.isOn(List.of(one), two);
        List<GroupLife> before = lives.all();
        asOperator().post("/rebalance?dryRun=true")
                .then()
                .statusCode(200)
                .body("moves", hasSize(64))
                .body("moves.joining", hasItem("node-2"));

        assertThat(lives.all()).isEqualTo(before);
    }

    @Test
    void spreadsTheGroupsOverNodesThatJoin() {
        farm.isOn(List.of(one), two);
        asOperator().body(Map.of("url", three.url())).post("/nodes").then().statusCode(201).body("name", equalTo("node-3"));
        asOperator().post("/rebalance").then().statusCode(202).body("moves", greaterThan(80));

        await().atMost(LONG).until(() -> farm.on(one).size() == 43 && farm.rests(1));
        assertThat(farm.on(two)).hasSizeBetween(42, 43);
        await().atMost(LONG).untilAsserted(() -> progress().body("state", equalTo("done")));
        assertThat(one.told()).extracting(WorkingNode.Told::work).hasSize(85).allMatch(GroupWork.Drop.class::isInstance);
    }

    @Test
    void leavesNoGroupBehindWhenPlansAreMadeWhileMovementsBegin() {
        farm.isOn(List.of(one), two);

        for (int i = 0; i < 20; i++) {
            asOperator().post("/rebalance").then().statusCode(202);
        }

        await().atMost(LONG).until(() -> farm.on(two).size() == 64 && farm.rests(1));
        await().atMost(LONG).untilAsserted(() -> progress().body("state", equalTo("done")));
    }

    @Test
    void pullsVerifiesAndWaitsForTheGraceBeforeAnythingIsDropped() {
        farm.isOn(List.of(one), two);
        two.hold();
        asOperator().post("/nodes/node-1/drain").then().statusCode(202);
        var group = new Group(0);

        await().atMost(LONG).until(() -> lives.of(group) instanceof GroupLife.Filling);
        assertThat(lives.of(group).assignment().read()).containsExactly(one.name());
        assertThat(lives.of(group).assignment().write()).containsExactlyInAnyOrder(one.name(), two.name());
        two.goOn();
        await().atMost(LONG).until(() -> farm.on(one).isEmpty());
        await().atMost(LONG).until(() -> one.told().size() == 128);
        assertThat(two.told().stream().filter(told -> told.group().equals(group)).map(WorkingNode.Told::work))
                .hasExactlyElementsOfTypes(GroupWork.Pull.class, GroupWork.Verify.class);
        asOperator().delete("/nodes/node-1").then().statusCode(204);
    }

    @Test
    void tellsANodeAgainThatHasForgottenInARestart() {
        farm.isOn(List.of(one), two);
        two.hold();
        asOperator().post("/nodes/node-1/drain");
        await().atMost(LONG).until(() -> two.told().size() >= 64);
        two.forgetWork();
        two.goOn();

        await().atMost(LONG).until(() -> farm.on(one).isEmpty());
    }

    @Test
    void keepsANodeThatStillHasGroups() {
        farm.isOn(List.of(one), two);

        asOperator().delete("/nodes/node-1").then().statusCode(409);
    }

    @Test
    void putsEveryGroupOnTwoNodesAndBackOnOne() {
        farm.isOn(List.of(one, two, three));
        asOperator().body(Map.of("count", 2)).put("/replicas").then().statusCode(202);
        await().atMost(LONG).until(() -> farm.rests(2));
        asOperator().body(Map.of("count", 1)).put("/replicas").then().statusCode(202);
        await().atMost(LONG).until(() -> farm.rests(1));

        asOperator().get("/replicas").then().body("count", equalTo(1));
    }

    @Test
    void copiesAtTheRateOfRepairsWhatHasLostACopy() {
        farm.isOn(2, List.of(one, two, three));
        List.of(one, two).forEach(WorkingNode::hold);
        three.fallSilent();

        await().atMost(LONG).until(() -> !rates(one).isEmpty());
        assertThat(rates(one)).containsOnly(96L << 20);
    }

    @ParameterizedTest
    @CsvSource({"POST, /nodes/node-1/drain, {}", "PUT, /replicas, {\"count\": 2}"})
    void copiesAtTheRateOfMovesWhatHasAllItsCopies(String method, String path, String body) {
        farm.isOn(List.of(one), two);
        two.hold();
        asOperator().body(body).request(method, path).then().statusCode(202);

        await().atMost(LONG).until(() -> !rates(two).isEmpty());
        assertThat(rates(two)).containsOnly(24L << 20);
    }

    /// Of what the node was told to copy.
    private static List<Long> rates(WorkingNode node) {
        return node.told().stream()
                .flatMap(told -> told.work() instanceof GroupWork.Pull pull ? Stream.of(pull.bytesPerSecond()) : Stream.empty())
                .toList();
    }

    @Test
    void promisesNoMoreReplicasThanThereAreNodes() {
        farm.isOn(List.of(one, two));

        asOperator().body(Map.of("count", 3)).put("/replicas").then().statusCode(409);
        asOperator().body(Map.of("count", 0)).put("/replicas").then().statusCode(400);
        asOperator().body("{}").put("/replicas").then().statusCode(400);
    }

    @Test
    void saysThatAMovementWaitsForANodeThatIsSilentAndGoesOnWhenItIsBack() {
        farm.isOn(List.of(one), two, three);
        two.hold();
        three.hold();
        asOperator().post("/nodes/node-1/drain");
        await().atMost(LONG).until(() -> !two.told().isEmpty());
        one.fallSilent();
        two.fallSilent();

        await().atMost(LONG).untilAsserted(() ->
                progress().body("underWay.waitsFor", hasItem("Waits for [node-1]: none of them answers")));
        List.of(one, two).forEach(WorkingNode::answer);
        List.of(two, three).forEach(WorkingNode::goOn);
        await().atMost(LONG).until(() -> farm.on(one).isEmpty());
    }

    @Test
    void leavesEveryGroupWhereItIsWhenMovementsAreCancelled() {
        farm.isOn(List.of(one), two);
        two.hold();
        asOperator().post("/rebalance");
        await().atMost(LONG).until(() -> !two.told().isEmpty());
        asOperator().post("/rebalance/cancel").then().statusCode(200).body("state", equalTo("cancelled"));

        assertThat(farm.on(two)).isEmpty();
        assertThat(farm.rests(1)).isTrue();
    }

    @Test
    void copiesNothingWhileItIsPaused() {
        farm.isOn(List.of(one), two);
        two.hold();
        asOperator().post("/rebalance");
        await().atMost(LONG).until(() -> !two.told().isEmpty());
        asOperator().post("/rebalance/pause").then().body("state", equalTo("paused"));
        await().atMost(LONG).until(() -> two.stopped().size() >= 64);
        two.goOn();
        assertThat(farm.on(two)).allMatch(GroupLife.Filling.class::isInstance);

        asOperator().post("/rebalance/resume").then().body("state", equalTo("running"));
        await().atMost(LONG).until(() -> farm.on(one).size() == 64 && farm.rests(1));
    }

    @Test
    void makesGroupsWholeAgainWithoutANodeThatHangs() {
        farm.isOn(2, List.of(one, two, three));
        three.hang();

        await().atMost(LONG).until(() -> farm.on(three).isEmpty() && farm.rests(2));
        asOperator().get("/nodes/node-3").then().body("state", equalTo("dead")).body("answers", equalTo(false));
    }

    @Test
    void takesADeadNodeBackAsTheOwnerOfNothingAndPutsWhatItHasIntoQuarantine() {
        farm.isOn(2, List.of(one, two, three));
        Group lost = farm.on(three).getFirst().group();
        three.has(lost, new GroupEntry.Live(image(lost)));
        three.fallSilent();
        await().atMost(LONG).until(() -> farm.on(three).isEmpty() && farm.rests(2));
        three.answer();

        await().atMost(LONG).untilAsserted(() -> asOperator().get("/nodes/node-3").then().body("state", equalTo("joined")));
        await().atMost(LONG).until(() -> three.told().stream()
                .anyMatch(told -> told.group().equals(lost) && told.work() instanceof GroupWork.Drop));
        assertThat(farm.on(three)).isEmpty();
    }

    @Test
    void takesNobodyForDeadWhenTheHalfIsSilentUntilItIsTold() {
        farm.isOn(2, List.of(one, two));
        two.fallSilent();
        await().atMost(LONG).untilAsserted(() ->
                asOperator().get("/nodes/node-2").then().body("answers", equalTo(false)));
        await().pollDelay(Duration.ofSeconds(5)).untilAsserted(() ->
                asOperator().get("/nodes/node-2").then().body("state", equalTo("joined")));
        asOperator().post("/nodes/node-1/dead").then().statusCode(409);
        asOperator().post("/nodes/node-2/dead").then().statusCode(202);

        assertThat(farm.on(two)).isEmpty();
    }

    @Test
    void givesAllGroupsOfANodeToItsReplacement() {
        farm.isOn(List.of(one, two), three);
        asOperator().body(Map.of("by", "node-3")).post("/nodes/node-1/replace").then().statusCode(202);

        await().atMost(LONG).until(() -> farm.on(one).isEmpty() && farm.rests(1));
        assertThat(farm.on(three)).hasSize(64);
    }

    @Test
    void letsNoUploadsIntoGroupsOnAFullDisk() {
        farm.isOn(List.of(one, two));
        two.diskIs(true);
        await().atMost(LONG).until(() -> farm.on(two).stream().noneMatch(GroupLife::accepting));
        assertThat(farm.on(one)).allMatch(GroupLife::accepting);
        two.diskIs(false);

        await().atMost(LONG).until(() -> farm.on(two).stream().allMatch(GroupLife::accepting));
    }

    @Test
    void refusesANodeOfAnotherCluster() {
        farm.isOn(List.of(one));
        try (var stranger = new WorkingNode("node-9", new UUID(1, 2))) {
            asOperator().body(Map.of("url", stranger.url())).post("/nodes").then().statusCode(409);
        }
        asOperator().body(Map.of("url", "http://localhost:1")).post("/nodes").then().statusCode(409);
        asOperator().body(Map.of("url", "elsewhere")).post("/nodes").then().statusCode(400);
    }

    @Test
    void showsEveryGroupAtAGlance() {
        farm.isOn(List.of(one, two));
        one.has(new Group(0), new GroupEntry.Live(image(new Group(0))));

        await().atMost(LONG).untilAsserted(() -> asOperator().get("/groups/overview")
                .then()
                .statusCode(200)
                .body("$", hasSize(128))
                .body("[0].images", equalTo(1))
                .body("[0].bytes", equalTo(1000))
                .body("[1].nodes", equalTo(List.of("node-2"))));
    }

    private static ValidatableResponse progress() {
        return asOperator().get("/rebalance").then().statusCode(200);
    }

    private static StoredImage image(Group group) {
        return new StoredImage(
                new Manifest(
                        group, ImageId.next(), Sha256.of(new byte[] {1}), 1000, Format.JPEG, 4, 3, 1, null,
                        Instant.now(), Map.of()),
                List.of());
    }

    private static RequestSpecification asOperator() {
        return given().header("Authorization", "Bearer a-token-that-is-long-enough").contentType("application/json");
    }
}
