package tintype.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import tintype.cluster.http.ClusterFailure;
import tintype.cluster.http.FailureException;
import tintype.cluster.map.GroupMapFollower;
import tintype.cluster.nodes.NewVariant;
import tintype.cluster.nodes.NodeAnswer;
import tintype.cluster.nodes.NodeClient;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.store.StoredImage;

/// The files of an image, wherever its group lives: read from the first node that has them, written to all.
@ApplicationScoped
class GroupFiles {

    private static final Logger LOG = Logger.getLogger(GroupFiles.class);
    private static final int MOVES = 4;
    private static final Duration PATIENCE_FOR_MAP = Duration.ofSeconds(1);

    private final GroupMapFollower maps;
    private final NodeClient nodes;

    GroupFiles(GroupMapFollower maps, NodeClient nodes) {
        this.maps = maps;
        this.nodes = nodes;
    }

    NodeAnswer<StoredImage> describe(ImageKey image) {
        return fromFirst(image, node -> nodes.image(node, image));
    }

    /// Copies the original to `target`, from a node whose copy has the right bytes.
    NodeAnswer<Path> fetch(Manifest manifest, Path target) {
        return fromFirst(manifest.key(), node -> {
            NodeAnswer<Path> copy = nodes.fetch(node, manifest.original(), target);
            return copy.isDone() && !hasDigest(target, manifest.sha256())
                    ? new NodeAnswer.Unavailable<>(node.name() + " has other bytes of " + manifest.original())
                    : copy;
        });
    }

    /// Stores variants on every node of the group. One of them is enough; the others are repaired. Where another worker
    /// was first on one node, its bytes are to be on all: ours of that name go nowhere else.
    NodeAnswer<StoredImage> store(ImageKey image, List<NewVariant> made) {
        GroupMap map = maps.require();
        NodeAnswer<StoredImage> answer = store(map, image, made);
        for (int again = 0; answer instanceof NodeAnswer.OtherEpoch<StoredImage> && again < MOVES; again++) {
            map = newer(map);
            answer = store(map, image, made);
        }
        return answer;
    }

    /// A group that moves has another epoch several times in a row; the node may know sooner than we.
    private GroupMap newer(GroupMap map) {
        try {
            return maps.awaitNewer(map.version(), PATIENCE_FOR_MAP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return map;
        }
    }

    private NodeAnswer<StoredImage> store(GroupMap map, ImageKey image, List<NewVariant> made) {
        Assignment group = assignment(map, image);
        List<NewVariant> variants = made;
        NodeAnswer<StoredImage> best = new NodeAnswer.Unavailable<>("There is no node to write to");
        for (Node node : map.writers(group)) {
            NodeAnswer<StoredImage> answer = nodes.store(node, image, group.epoch(), variants);
            switch (answer) {
                case NodeAnswer.Done<StoredImage>(StoredImage there) ->
                    variants = variants.stream().filter(variant -> there.files().contains(variant.file())).toList();
                case NodeAnswer.Deleted<StoredImage> _ -> {
                    return answer;
                }
                case NodeAnswer.Missing<StoredImage> _, NodeAnswer.OtherEpoch<StoredImage> _,
                        NodeAnswer.Refused<StoredImage> _, NodeAnswer.Unavailable<StoredImage> _ ->
                    LOG.warnf("Node %s did not store %d variants: %s", node.name(), variants.size(), answer);
            }
            best = best.isDone() ? best : answer;
            if (variants.isEmpty()) {
                break;
            }
        }
        return best;
    }

    /// The first good answer; a deletion is one. Missing only if every node said so.
    private <T> NodeAnswer<T> fromFirst(ImageKey image, Function<Node, NodeAnswer<T>> question) {
        GroupMap map = maps.require();
        Optional<NodeAnswer<T>> worst = Optional.empty();
        for (Node node : map.readers(assignment(map, image))) {
            NodeAnswer<T> answer = question.apply(node);
            if (answer.isDone() || answer instanceof NodeAnswer.Deleted<T>) {
                return answer;
            }
            LOG.debugf("Node %s: %s", node.name(), answer);
            if (worst.isEmpty() || !(answer instanceof NodeAnswer.Missing<T>)) {
                worst = Optional.of(answer);
            }
        }
        return worst.orElseThrow();
    }

    private static Assignment assignment(GroupMap map, ImageKey image) {
        return map.assignment(image.group()).orElseThrow(() -> new FailureException(ClusterFailure.NOT_FOUND));
    }

    private static boolean hasDigest(Path file, Sha256 expected) {
        MessageDigest digest = Sha256.digest();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        return Sha256.of(digest).equals(expected);
    }
}
