package tintype.metadata.groups;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import tintype.cluster.ClusterConfig;
import tintype.cluster.GroupMapFollower;
import tintype.contract.Assignment;
import tintype.contract.Group;
import tintype.contract.GroupMap;
import tintype.contract.Node;
import tintype.contract.NodeName;
import tintype.contract.Preset;
import tintype.contract.Presets;

/// The only source of the group map. Each change is one transaction and one version; [MapAnnouncer] tells the others.
@ApplicationScoped
class MapSource {

    private static final Logger LOG = Logger.getLogger(MapSource.class);
    private static final long FIRST_VERSION = 1;
    private static final long FIRST_EPOCH = 1;
    private static final int START_LOCK = 0x71e7;

    private final EntityManager database;
    private final GroupMapFollower follower;
    private final int groupCount;
    private final List<Node> nodes;
    private final List<Preset> presets;

    MapSource(
            EntityManager database,
            GroupMapFollower follower,
            ClusterConfig config,
            @ConfigProperty(name = "tintype.nodes") String nodes,
            @ConfigProperty(name = "tintype.presets") Optional<String> presets) {
        this.database = database;
        this.follower = follower;
        this.groupCount = config.groups();
        this.nodes = NodeList.parse(nodes);
        this.presets = presets.map(PresetList::parse).orElse(Presets.DEFAULT.current());
    }

    /// This service knows the map though Kafka may be away.
    void start(@Observes StartupEvent event) {
        try {
            follower.accept(QuarkusTransaction.requiringNew().call(this::configured));
        } catch (AnotherCount e) {
            LOG.fatal(e.getMessage());
            Quarkus.asyncExit(1);
        }
    }

    /// Makes the cluster at first start; later, lets the map follow what was configured anew.
    GroupMap configured() {
        // Two instances that start together make one cluster.
        database.createNativeQuery("select 1 from pg_advisory_xact_lock(" + START_LOCK + ")").getSingleResult();
        if (newest().isEmpty()) {
            found();
        }
        change("addresses of nodes", map -> withNodes(map, nodes));
        change("presets", map -> withPresets(map, map.presets().changedTo(presets)));
        return newest().orElseThrow();
    }

    private void found() {
        UUID cluster = UUID.randomUUID();
        database.createNativeQuery("insert into cluster (id, group_count, map_version) values (?1, ?2, ?3)")
                .setParameter(1, cluster)
                .setParameter(2, groupCount)
                .setParameter(3, FIRST_VERSION)
                .executeUpdate();
        List<Assignment> groups = IntStream.range(0, groupCount).mapToObj(this::firstHome).toList();
        var map = new GroupMap(cluster, FIRST_VERSION, groupCount, new Presets(presets, List.of()), nodes, groups);
        save(withNodes(map, nodes), "first");
    }

    /// The groups are dealt out in turn.
    private Assignment firstHome(int number) {
        List<NodeName> home = List.of(nodes.get(number % nodes.size()).name());
        return new Assignment(new Group(number), FIRST_EPOCH, home, home, Assignment.State.WRITABLE);
    }

    private void change(String why, UnaryOperator<GroupMap> change) {
        long version = ((Number) database.createNativeQuery("select map_version from cluster for update").getSingleResult())
                .longValue();
        GroupMap map = newest().orElseThrow();
        if (map.groupCount() != groupCount) {
            throw new AnotherCount("This service is set to " + groupCount
                    + " groups (TINTYPE_GROUPS), the cluster was made with " + map.groupCount());
        }
        GroupMap changed = change.apply(map);
        if (!changed.equals(map)) {
            database.createNativeQuery("update cluster set map_version = ?1").setParameter(1, version + 1).executeUpdate();
            save(withVersion(changed, version + 1), why);
        }
    }

    private void save(GroupMap map, String why) {
        database.createNativeQuery("insert into map_snapshot (version, why, map) values (?1, ?2, ?3)")
                .setParameter(1, map.version())
                .setParameter(2, why)
                .setParameter(3, new String(map.print(), StandardCharsets.UTF_8))
                .executeUpdate();
        LOG.infof("Map of groups: version %d (%s)", map.version(), why);
    }

    /// Empty before the first start.
    @Transactional
    Optional<GroupMap> newest() {
        return database.createNativeQuery("select map from map_snapshot order by version desc limit 1", String.class)
                .getResultStream()
                .findFirst()
                .map(json -> GroupMap.parse(((String) json).getBytes(StandardCharsets.UTF_8)).orThrow());
    }

    private static GroupMap withVersion(GroupMap map, long version) {
        return new GroupMap(map.cluster(), version, map.groupCount(), map.presets(), map.nodes(), map.groups());
    }

    private static GroupMap withPresets(GroupMap map, Presets presets) {
        return new GroupMap(map.cluster(), map.version(), map.groupCount(), presets, map.nodes(), map.groups());
    }

    /// New nodes join as owners of nothing; nodes that are no longer listed stay, as groups may live on them.
    private static GroupMap withNodes(GroupMap map, List<Node> listed) {
        List<Node> all = new ArrayList<>(listed);
        map.nodes().stream()
                .filter(known -> listed.stream().noneMatch(node -> node.name().equals(known.name())))
                .forEach(all::add);
        all.sort((one, other) -> one.name().compareTo(other.name()));
        return new GroupMap(map.cluster(), map.version(), map.groupCount(), map.presets(), all, map.groups());
    }

    /// The count is part of every name that was given: the process must not go on.
    static final class AnotherCount extends RuntimeException {
        AnotherCount(String message) {
            super(message);
        }
    }
}
