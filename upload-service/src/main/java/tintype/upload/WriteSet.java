package tintype.upload;

import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import tintype.cluster.ImageLog;
import tintype.cluster.http.FailureException;
import tintype.cluster.map.GroupMapFollower;
import tintype.cluster.nodes.NodeAnswer;
import tintype.cluster.nodes.NodeClient;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

/// Writes an original to every node of a group, or goes elsewhere: another group, under a new id (the rule of
/// Facebook's Haystack). What a failed attempt left behind is an orphan that nobody was told of.
@ApplicationScoped
class WriteSet {

    private static final Logger LOG = Logger.getLogger(WriteSet.class);
    private static final Duration PATIENCE_FOR_MAP = Duration.ofSeconds(1);
    /// Bytes a second that are taken for granted.
    private static final long SLOWEST = 10_000_000;

    private final GroupMapFollower maps;
    private final Placement placement;
    private final NodeClient nodes;
    private final NodeCircuits circuits;
    private final int attempts;
    private final Duration patience;

    WriteSet(
            GroupMapFollower maps,
            Placement placement,
            NodeClient nodes,
            NodeCircuits circuits,
            UploadConfig config) {
        this.circuits = circuits;
        this.patience = config.storeDeadline();
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
        List<Node> writers = map.writers(group);
        Map<NodeName, NodeAnswer<byte[]>> refusals = new HashMap<>();
        try (var _ = ImageLog.of(manifest.key());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writes = threads.invokeAll(
                    writers.stream().map(node -> write(node, group, manifest, photo)).toList(),
                    deadline(photo).toMillis(),
                    TimeUnit.MILLISECONDS);
            for (int i = 0; i < writes.size(); i++) {
                NodeAnswer<byte[]> answer = answer(writes.get(i), deadline(photo));
                if (!answer.isDone()) {
                    LOG.warnf("Node %s did not store it: %s", writers.get(i).name(), answer);
                    refusals.put(writers.get(i).name(), answer);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailureException(UploadFailure.STORE_UNAVAILABLE, e);
        }
        return refusals;
    }

    private Callable<NodeAnswer<byte[]>> write(Node node, Assignment group, Manifest manifest, SpooledPhoto photo) {
        return Context.current()
                .wrap(() -> circuits.write(
                        node.name(), () -> nodes.store(node, manifest, group.epoch(), photo.file())));
    }

    private Duration deadline(SpooledPhoto photo) {
        return patience.plusSeconds(photo.bytes() / SLOWEST);
    }

    private static NodeAnswer<byte[]> answer(Future<NodeAnswer<byte[]>> write, Duration deadline) {
        return switch (write.state()) {
            case SUCCESS -> write.resultNow();
            case RUNNING, CANCELLED -> new NodeAnswer.Unavailable<>("not stored within " + deadline);
            case FAILED -> throw new IllegalStateException("A write ended without an answer", write.exceptionNow());
        };
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
