package tintype.cluster.map;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.cluster.ClusterConfig;
import tintype.cluster.http.ClusterFailure;
import tintype.cluster.http.FailureException;
import tintype.contract.Parsed;
import tintype.contract.groups.GroupMap;

/// Knows the newest map of groups that this process has seen: from its disk at start, then from the topic.
///
/// Each newer map is fired as a CDI event of the type [GroupMap].
@Startup
@ApplicationScoped
public class GroupMapFollower {

    private static final Logger LOG = Logger.getLogger(GroupMapFollower.class);

    private final GroupMapFile disk;
    private final int groupCount;
    private final Event<GroupMap> changes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable GroupMap current;

    GroupMapFollower(ClusterConfig config, Event<GroupMap> changes) {
        this.disk = new GroupMapFile(config.data());
        this.groupCount = config.groups();
        this.changes = changes;
        switch (disk.read().orElse(null)) {
            case null -> LOG.info("No map of groups on disk yet");
            case Parsed.Refused<GroupMap>(String reason) -> LOG.warnf("The map on disk is of no use: %s", reason);
            case Parsed.Ok<GroupMap>(GroupMap map) -> current = requireOurs(map);
        }
    }

    public Optional<GroupMap> current() {
        return Optional.ofNullable(current);
    }

    /// The map, or the answer 503 while none is known.
    public GroupMap require() {
        return current().orElseThrow(() -> new FailureException(ClusterFailure.NO_MAP));
    }

    /// Waits for a map newer than this version, for a caller who found that version stale; the newest map in any case.
    public GroupMap awaitNewer(long version, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (current().map(GroupMap::version).orElse(0L) <= version && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return require();
    }

    /// Takes a map from the topic, or from its source, unless it is older than what is known.
    public void accept(GroupMap map) {
        requireOurs(map);
        lock.lock();
        try {
            GroupMap known = current;
            if (known != null && known.version() >= map.version()) {
                return;
            }
            disk.write(map);
            current = map;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        LOG.infof("Map of groups: version %d, %d groups on %d nodes", map.version(), map.groupCount(), map.nodes().size());
        changes.fire(map);
    }

    private GroupMap requireOurs(GroupMap map) {
        GroupMap known = current;
        if (known != null && !known.cluster().equals(map.cluster())) {
            throw new AnotherCluster("This data directory is of cluster " + known.cluster() + "; the map that Kafka has is of "
                    + map.cluster());
        }
        if (map.groupCount() != groupCount) {
            throw new AnotherCluster("This service is set to " + groupCount + " groups (TINTYPE_GROUPS), the cluster has "
                    + map.groupCount());
        }
        return map;
    }

    /// The process must not go on: it would mix two clusters.
    static final class AnotherCluster extends RuntimeException {
        AnotherCluster(String message) {
            super(message);
        }
    }
}
