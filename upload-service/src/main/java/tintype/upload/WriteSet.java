package tintype.upload;

import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import tintype.cluster.FailureException;
import tintype.cluster.GroupMapFollower;
import tintype.cluster.ImageLog;
import tintype.cluster.NodeAnswer;
import tintype.cluster.NodeClient;
import tintype.contract.Assignment;
import tintype.contract.Group;
import tintype.contract.GroupMap;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.Node;
import tintype.contract.NodeName;

/// Writes an original to every node of a group, or goes elsewhere: another group, under a new id (the rule of
/// Facebook's Haystack). What a failed attempt left behind is an orphan that nobody was told of.
@ApplicationScoped
class WriteSet {

    private static final Logger LOG = Logger.getLogger(WriteSet.class);
    private static final Duration PATIENCE_FOR_MAP = Duration.ofSeconds(1);

    private final GroupMapFollower maps;
    private final Placement placement;
    private final NodeClient nodes;
    private final int attempts;

    WriteSet(GroupMapFollower maps, Placement placement, NodeClient nodes, UploadConfig config) {
        this.maps = maps;
        this.placement = placement;
        this.nodes = nodes;
        this.attempts = config.storeAttempts();
    }

    /// Returns when every node of one group has the photo on its disk.
    ///
    /// @throws FailureException when no group could be found that took it
    Manifest write(SpooledPhoto photo, Map<String, String> labels) {
        GroupMap map = maps.require();
        Set<Group> tried = new HashSet<>();
        Set<NodeName> failed = new HashSet<>();
        for (int attempt = 1; attempt <= attempts; attempt++) {
            Optional<Assignment> group = placement.pick(map, tried, failed);
            if (group.isEmpty()) {
                break;
            }
            Manifest manifest = photo.manifest(new ImageKey(group.get().group(), ImageId.next()), labels);
            Map<NodeName, NodeAnswer<byte[]>> refusals = write(map, group.get(), manifest, photo);
            if (refusals.isEmpty()) {
                return manifest;
            }
            tried.add(group.get().group());
            failed.addAll(refusals.keySet());
            if (refusals.values().stream().anyMatch(answer -> answer instanceof NodeAnswer.OtherEpoch<byte[]>)) {
                map = newest(map);
            }
        }
        throw new FailureException(UploadFailure.STORE_UNAVAILABLE);
    }

    /// What the nodes said that did not take it; empty is success.
    private Map<NodeName, NodeAnswer<byte[]>> write(
            GroupMap map, Assignment group, Manifest manifest, SpooledPhoto photo) {
        Map<NodeName, Future<NodeAnswer<byte[]>>> writes = new HashMap<>();
        Map<NodeName, NodeAnswer<byte[]>> refusals = new HashMap<>();
        try (var _ = ImageLog.of(manifest.key());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Node node : map.writers(group)) {
                Callable<NodeAnswer<byte[]>> put = () -> nodes.store(node, manifest, group.epoch(), photo.file());
                writes.put(node.name(), threads.submit(Context.current().wrap(put)));
            }
            threads.close(); // waits for all of them
            writes.forEach((node, write) -> {
                NodeAnswer<byte[]> answer = write.resultNow();
                if (!answer.isDone()) {
                    LOG.warnf("Node %s did not store it: %s", node, answer);
                    refusals.put(node, answer);
                }
            });
        }
        return refusals;
    }

    /// Another epoch means that the group has just moved; wait a moment for the map that says so.
    private GroupMap newest(GroupMap map) {
        try {
            return maps.awaitNewer(map.version(), PATIENCE_FOR_MAP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailureException(UploadFailure.STORE_UNAVAILABLE, e);
        }
    }
}
