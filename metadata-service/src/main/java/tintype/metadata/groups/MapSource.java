package tintype.metadata.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import tintype.contract.Presets;
import tintype.contract.groups.GroupMap;
import tintype.metadata.nodes.Nodes;

/// The only source of the group map. It follows from the nodes, the lives of the groups and the presets; each change of
/// these is one transaction and one version. [MapAnnouncer] tells the others.
@ApplicationScoped
public class MapSource {

    record VersionCommitted() {}

    private static final Logger LOG = Logger.getLogger(MapSource.class);
    /// Versions that are kept to look back on.
    private static final int KEPT = 1000;

    private final EntityManager database;
    private final Nodes nodes;
    private final Event<VersionCommitted> versions;

    MapSource(EntityManager database, Nodes nodes, Event<VersionCommitted> versions) {
        this.database = database;
        this.nodes = nodes;
        this.versions = versions;
    }

    /// Empty before the first start.
    @Transactional
    public Optional<GroupMap> newest() {
        return database.createNativeQuery("select map from map_snapshot order by version desc limit 1", String.class)
                .getResultStream()
                .findFirst()
                .map(json -> GroupMap.parse(((String) json).getBytes(StandardCharsets.UTF_8)).orThrow());
    }

    /// Makes a version of what is in the database now; none when nothing has changed.
    @Transactional
    public void publish(String why) {
        publish(why, UnaryOperator.identity());
    }

    void publish(String why, UnaryOperator<Presets> presets) {
        lock();
        GroupMap known = newest().orElseThrow();
        GroupMap changed = new GroupMap(
                known.cluster(), known.version(), known.groupCount(), presets.apply(known.presets()), nodes.members(),
                Lives.assignments());
        if (!changed.equals(known)) {
            save(withVersion(changed, known.version() + 1), why);
        }
    }

    /// Changes of the map come one after the other.
    void lock() {
        database.createNativeQuery("select map_version from cluster for update").getSingleResult();
    }

    void save(GroupMap map, String why) {
        database.createNativeQuery("update cluster set map_version = ?1")
                .setParameter(1, map.version())
                .executeUpdate();
        database.createNativeQuery("insert into map_snapshot (version, why, map) values (?1, ?2, ?3)")
                .setParameter(1, map.version())
                .setParameter(2, why)
                .setParameter(3, new String(map.print(), StandardCharsets.UTF_8))
                .executeUpdate();
        database.createNativeQuery("delete from map_snapshot where version <= ?1")
                .setParameter(1, map.version() - KEPT)
                .executeUpdate();
        versions.fire(new VersionCommitted());
        LOG.infof("Map of groups: version %d (%s)", map.version(), why);
    }

    static GroupMap withVersion(GroupMap map, long version) {
        return new GroupMap(map.cluster(), version, map.groupCount(), map.presets(), map.nodes(), map.groups());
    }
}
