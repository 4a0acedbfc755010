package tintype.metadata.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.cluster.ClusterConfig;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.Preset;
import tintype.contract.Presets;
import tintype.contract.Recipe;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.metadata.CatalogueDatabase;
import tintype.metadata.nodes.NodeState;
import tintype.metadata.nodes.Nodes;

/// Each test makes a cluster of its own, in a transaction that is taken back.
@QuarkusTest
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class FoundingTest {

    private static final String JPEG_ALONE =
            "thumb=fit-160x160:jpg,small=fit-320x320:jpg,medium=fit-640x640:jpg,large=fit-1280x1280:jpg";
    private static final String TWO_NODES = "node-1=http://localhost:1,node-2=http://localhost:2";

    @Inject
    EntityManager database;

    @Inject
    MapSource source;

    @Inject
    Lives lives;

    @Inject
    Nodes nodes;

    @Inject
    GroupMapFollower follower;

    @BeforeEach
    void forgetTheClusterOfTheService() {
        QuarkusTransaction.begin();
        forget();
    }

    private void forget() {
        for (String table : List.of("map_snapshot", "cluster", "group_life", "movement", "node")) {
            database.createNativeQuery("delete from " + table).executeUpdate();
        }
        database.clear();
    }

    private static GroupLife moved(GroupLife life, String node) {
        return new GroupLife.Steady(life.group(), life.epoch() + 1, List.of(new NodeName(node)), true);
    }

    @AfterEach
    void rememberIt() {
        QuarkusTransaction.rollback();
    }

    @Test
    void dealsTheGroupsOutEvenlyAtFirstStart() {
        GroupMap map = started("node-2=http://localhost:2,node-1=http://localhost:1,node-3=http://localhost:3");

        assertThat(map.version()).isEqualTo(1);
        assertThat(map.groups()).hasSize(256).allMatch(group -> group.epoch() == 1 && group.read().equals(group.write()));
        assertThat(List.of("node-1", "node-2", "node-3"))
                .allSatisfy(node -> assertThat(groupsOf(map, node)).isBetween(85L, 86L));
    }

    @Test
    void keepsItsMapOverARestart() {
        GroupMap map = started(TWO_NODES);

        assertThat(started(TWO_NODES)).isEqualTo(map);
    }

    @Test
    void followsTheAddressesOfItsNodes() {
        GroupMap map = started(TWO_NODES);
        GroupMap moved = started("node-1=http://localhost:1,node-2=http://elsewhere:9;zone=b");

        assertThat(moved.version()).isEqualTo(2);
        assertThat(moved.node(new NodeName("node-2")).url()).isEqualTo(URI.create("http://elsewhere:9"));
        assertThat(moved.node(new NodeName("node-2")).zone()).isEqualTo("b");
        assertThat(moved.groups()).isEqualTo(map.groups());
    }

    @Test
    void letsANewNodeJoinAsTheOwnerOfNothing() {
        started(TWO_NODES);
        GroupMap grown = started(TWO_NODES + ",node-3=http://localhost:3");

        assertThat(grown.version()).isEqualTo(2);
        assertThat(grown.nodes()).extracting(node -> node.name().text()).containsExactly("node-1", "node-2", "node-3");
        assertThat(groupsOf(grown, "node-3")).isZero();
    }

    @Test
    void keepsANodeThatIsNoLongerListedAsGroupsLiveOnIt() {
        GroupMap map = started(TWO_NODES);

        assertThat(started("node-1=http://localhost:1")).isEqualTo(map);
    }

    @Test
    void doesNotUndoWhatTheOperatorDidSince() {
        started(TWO_NODES);
        nodes.join(new Node(new NodeName("node-2"), URI.create("http://elsewhere:9"), "b"));
        nodes.join(new Node(new NodeName("node-3"), URI.create("http://localhost:3"), null));
        nodes.put(new NodeName("node-1"), NodeState.DRAINING, null);
        GroupMap map = started(TWO_NODES);

        assertThat(map.nodes()).hasSize(3);
        assertThat(map.node(new NodeName("node-2")).url()).isEqualTo(URI.create("http://elsewhere:9"));
        assertThat(nodes.find(new NodeName("node-1")).orElseThrow().state()).isEqualTo(NodeState.DRAINING);
    }

    @Test
    void leavesARemovedNodeRemovedThoughItIsStillListed() {
        started(TWO_NODES);
        String grown = TWO_NODES + ",node-3=http://localhost:3";
        started(grown);
        nodes.put(new NodeName("node-3"), NodeState.REMOVED, null);

        assertThat(started(grown).nodes()).extracting(node -> node.name().text()).containsExactly("node-1", "node-2");
    }

    @Test
    void takesTheClusterOverWhenItsDatabaseIsLost() {
        GroupMap map = started(TWO_NODES);
        forget();
        GroupMap again = restarted(TWO_NODES, MapSource.withVersion(map, 41));

        assertThat(again.version()).isEqualTo(42);
        assertThat(again.cluster()).isEqualTo(map.cluster());
        assertThat(again.groups()).isEqualTo(map.groups());
        assertThat(again.nodes()).isEqualTo(map.nodes());
    }

    @Test
    void takesTheNewestLivesOverWhenAnOldDatabaseWasRestored() {
        GroupMap map = started(TWO_NODES);
        GroupLife life = lives.of(new Group(0));
        GroupMap later = QuarkusTransaction.joiningExisting().call(() -> {
            lives.take(List.of(new Lives.Step(life, moved(life, "node-2"))), "test");
            return source.newest().orElseThrow();
        });
        forget();
        started(TWO_NODES);
        database.createNativeQuery("update cluster set id = ?1").setParameter(1, map.cluster()).executeUpdate();
        database.createNativeQuery("delete from map_snapshot").executeUpdate();
        source.save(map, "restored");
        GroupMap again = restarted(TWO_NODES, later);

        assertThat(again.version()).isEqualTo(later.version() + 1);
        assertThat(again.groups()).isEqualTo(later.groups());
    }

    @Test
    void remembersWhatFormerPresetsOffered() {
        started(TWO_NODES);
        GroupMap changed = started(TWO_NODES, "thumb=fit-200x200:jpg+webp, large=fit-1280x1280:jpg");

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.presets().current()).containsExactly(
                new Preset("thumb", Recipe.fit(200), List.of(Format.JPEG, Format.WEBP)),
                new Preset("large", Recipe.fit(1280), List.of(Format.JPEG)));
        assertThat(changed.presets().former()).containsExactly(
                new ImageFile.Variant(Recipe.fit(160), Format.JPEG),
                new ImageFile.Variant(Recipe.fit(160), Format.WEBP),
                new ImageFile.Variant(Recipe.fit(320), Format.JPEG),
                new ImageFile.Variant(Recipe.fit(320), Format.WEBP),
                new ImageFile.Variant(Recipe.fit(640), Format.JPEG),
                new ImageFile.Variant(Recipe.fit(640), Format.WEBP),
                new ImageFile.Variant(Recipe.fit(1280), Format.WEBP));
    }

    /// The defaults of the first version of this suite.
    @Test
    void offersWebpFromTheNextStartOnInAClusterThatWasMadeWithJpegAlone() {
        started(TWO_NODES, JPEG_ALONE);
        GroupMap map = started(TWO_NODES);

        assertThat(map.version()).isEqualTo(2);
        assertThat(map.presets()).isEqualTo(Presets.DEFAULT);
    }

    @Test
    void goesOnServingWebpWhenItIsNoLongerAPreset() {
        started(TWO_NODES);
        Presets presets = started(TWO_NODES, JPEG_ALONE).presets();

        assertThat(presets.variants()).extracting(ImageFile.Variant::format).containsOnly(Format.JPEG);
        assertThat(Presets.DEFAULT.variants()).allMatch(presets::offers);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "thumb=fit-160x160:gif", "thumb=fit-160x160:jpg+tif", "thumb=fit-160x160:jpeg", "thumb=fit-160x160:",
        "thumb=fit-160x160", "thumb", "Thumb=fit-160x160:jpg", "thumb=fit-0160x160:jpg", ""
    })
    void refusesPresetsThatNobodyCanRender(String presets) {
        assertThatThrownBy(() -> founding(TWO_NODES, Optional.of(presets), 256))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void makesOneVersionForEachChangeAndKeepsThemAll() {
        started(TWO_NODES);
        GroupMap map = started(TWO_NODES + ",node-3=http://localhost:3", "thumb=fit-200x200:jpg");
        Object versions = database.createNativeQuery("select string_agg(version || ' ' || why, ', ' order by version) from map_snapshot")
                .getSingleResult();

        assertThat(map.version()).isEqualTo(3);
        assertThat(versions).isEqualTo("1 first, 2 addresses of nodes, 3 presets");
    }

    @Test
    void offersTheDefaultPresetsWhenNoneAreSet() {
        assertThat(started(TWO_NODES).presets()).isEqualTo(Presets.DEFAULT);
    }

    @Test
    void refusesAnotherCountOfGroupsThanTheClusterWasMadeWith() {
        started(TWO_NODES);

        assertThatThrownBy(() -> founding(TWO_NODES, Optional.empty(), 512).configured(Optional.empty()))
                .hasMessageContaining("512 groups (TINTYPE_GROUPS)")
                .hasMessageContaining("made with 256");
    }

    /// The same cluster, when its database was lost or an older one restored.
    private GroupMap restarted(String listed, GroupMap followed) {
        return founding(listed, Optional.empty(), 256).configured(Optional.of(followed));
    }

    private GroupMap started(String nodes) {
        return founding(nodes, Optional.empty(), 256).configured(Optional.empty());
    }

    private GroupMap started(String nodes, String presets) {
        return founding(nodes, Optional.of(presets), 256).configured(Optional.empty());
    }

    private Founding founding(String listed, Optional<String> presets, int groups) {
        return new Founding(source, nodes, database, follower, new FixedConfig(groups), listed, presets);
    }

    private static long groupsOf(GroupMap map, String node) {
        return map.groups().stream().map(Assignment::read).filter(List.of(new NodeName(node))::equals).count();
    }

    private record FixedConfig(int groups) implements ClusterConfig {
        @Override
        public String token() {
            return "a-token-that-is-long-enough";
        }

        @Override
        public Path data() {
            return Path.of("unused");
        }

        @Override
        public Optional<String> publicUrl() {
            return Optional.empty();
        }
    }
}
