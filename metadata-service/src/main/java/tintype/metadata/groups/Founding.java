package tintype.metadata.groups;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import tintype.cluster.ClusterConfig;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.Group;
import tintype.contract.Preset;
import tintype.contract.Presets;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.metadata.nodes.NodeList;
import tintype.metadata.nodes.Nodes;

/// Makes the cluster at first start. When PostgreSQL was lost, or an old backup of it restored, the cluster is there
/// nevertheless: then its newest map is taken over from where this service keeps what it followed.
@ApplicationScoped
class Founding {

    private static final Logger LOG = Logger.getLogger(Founding.class);
    private static final long FIRST_VERSION = 1;
    private static final long FIRST_EPOCH = 1;
    private static final int START_LOCK = 0x71e7;

    private final MapSource source;
    private final Nodes nodes;
    private final EntityManager database;
    private final GroupMapFollower follower;
    private final int groupCount;
    private final List<Node> listed;
    private final List<Preset> presets;

    Founding(
            MapSource source,
            Nodes nodes,
            EntityManager database,
            GroupMapFollower follower,
            ClusterConfig config,
            @ConfigProperty(name = "tintype.nodes") String listed,
            @ConfigProperty(name = "tintype.presets") Optional<String> presets) {
        this.source = source;
        this.nodes = nodes;
        this.database = database;
        this.follower = follower;
        this.groupCount = config.groups();
        this.listed = NodeList.parse(listed);
        this.presets = presets.map(PresetList::parse).orElse(Presets.DEFAULT.current());
    }

    /// This service knows the map though Kafka may be away.
    void start(@Observes StartupEvent event) {
        try {
            Optional<GroupMap> followed = follower.current();
            follower.accept(QuarkusTransaction.requiringNew().call(() -> configured(followed)));
        } catch (AnotherCount e) {
            LOG.fatal(e.getMessage());
            Quarkus.asyncExit(1);
        }
    }

    /// Makes the cluster, or lets it follow what was configured anew.
    ///
    /// @param followed the newest map that this service has seen, read before the database is
    GroupMap configured(Optional<GroupMap> followed) {
        // Two instances that start together make one cluster.
        database.createNativeQuery("select 1 from pg_advisory_xact_lock(" + START_LOCK + ")").getSingleResult();
        Optional<GroupMap> stored = source.newest();
        if (stored.isEmpty() && followed.isEmpty()) {
            found();
        } else {
            stored.ifPresent(this::requireSameCount);
            followed.filter(map -> isNewer(map, stored)).ifPresent(this::takeOver);
            if (LifeRow.count() == 0) {
                takeOver(stored.orElseThrow());
            }
            nodes.follow(listed);
            source.publish("addresses of nodes");
        }
        source.publish("presets", offered -> offered.changedTo(presets));
        return source.newest().orElseThrow();
    }

    private void requireSameCount(GroupMap map) {
        if (map.groupCount() != groupCount) {
            throw new AnotherCount("This service is set to " + groupCount
                    + " groups (TINTYPE_GROUPS), the cluster was made with " + map.groupCount());
        }
    }

    /// PostgreSQL commits before anybody is told, so a newer map means that it has forgotten.
    private static boolean isNewer(GroupMap followed, Optional<GroupMap> stored) {
        return stored.map(map -> map.cluster().equals(followed.cluster()) && map.version() < followed.version())
                .orElse(true);
    }

    private void found() {
        UUID cluster = UUID.randomUUID();
        insertCluster(cluster);
        nodes.follow(listed);
        IntStream.range(0, groupCount).mapToObj(this::firstHome).forEach(LifeRow::add);
        source.save(
                new GroupMap(
                        cluster,
                        FIRST_VERSION,
                        groupCount,
                        new Presets(presets, List.of()),
                        nodes.members(),
                        Lives.assignments()),
                "first");
    }

    private void insertCluster(UUID cluster) {
        database.createNativeQuery("insert into cluster (id, group_count, map_version) values (?1, ?2, ?3)"
                        + " on conflict (only_row) do nothing")
                .setParameter(1, cluster)
                .setParameter(2, groupCount)
                .setParameter(3, FIRST_VERSION)
                .executeUpdate();
    }

    /// The groups are dealt out in turn.
    private GroupLife firstHome(int number) {
        List<NodeName> home = List.of(listed.get(number % listed.size()).name());
        return new GroupLife.Steady(new Group(number), FIRST_EPOCH, home, true);
    }

    /// What was moving stays where it was: the nodes that are read from have all of it.
    private void takeOver(GroupMap map) {
        insertCluster(map.cluster());
        source.lock();
        nodes.adopt(map.nodes());
        LifeRow.deleteAll();
        database.createNativeQuery("update movement set phase = 'CANCELLED', note = 'The database was restored'"
                        + " where phase not in ('DONE', 'CANCELLED')")
                .executeUpdate();
        map.groups().stream().map(Founding::resting).forEach(LifeRow::add);
        source.save(
                new GroupMap(
                        map.cluster(),
                        map.version() + 1,
                        map.groupCount(),
                        map.presets(),
                        nodes.members(),
                        Lives.assignments()),
                "taken over from version " + map.version());
    }

    private static GroupLife resting(Assignment group) {
        boolean moving = !group.read().containsAll(group.write());
        boolean accepting = group.state() == Assignment.State.WRITABLE;
        return new GroupLife.Steady(group.group(), moving ? group.epoch() + 1 : group.epoch(), group.read(), accepting);
    }

    /// The count is part of every name that was given: the process must not go on.
    static final class AnotherCount extends RuntimeException {
        AnotherCount(String message) {
            super(message);
        }
    }
}
