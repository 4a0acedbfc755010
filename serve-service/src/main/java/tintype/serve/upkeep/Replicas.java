package tintype.serve.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import tintype.cluster.nodes.NodeAnswer;
import tintype.cluster.nodes.NodeClient;
import tintype.cluster.nodes.Pace;
import tintype.contract.ImageFile;
import tintype.contract.ImageName;
import tintype.contract.Sha256;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;
import tintype.serve.NodeCondition;

/// Gets files from the other nodes of a group. What is copied is checked while it comes; nothing is rendered for it.
@ApplicationScoped
public class Replicas {

    /// What came of asking for a file.
    public sealed interface OfFile {}

    /// What came of asking for an image.
    public sealed interface OfImage {}

    public sealed interface NotFetched extends OfFile, OfImage {}

    /// It lies where it was wanted.
    public record Bytes(Sha256 sha256, long count) implements OfFile {}

    /// All files of an image that are to be had lie where they were wanted.
    public record Whole(StoredImage image, long count) implements OfImage {}

    /// Another node knows that the image was deleted.
    public record Deleted() implements NotFetched {}

    /// All nodes were asked, and none has it.
    public record Nowhere() implements NotFetched {}

    /// Somebody who may have it could not be asked, or there is no room for it.
    public record NotNow(String reason) implements NotFetched {}

    /// @param silence how long a node may say nothing
    public record Patience(Pace pace, Duration silence, int attempts) {
        /// For somebody who waits for a file.
        public static final Patience SHORT = new Patience(Pace.unlimited(), Duration.ofSeconds(2), 1);

        private boolean isShort() {
            return this == SHORT;
        }

        public static Patience inBackground(Pace pace) {
            return new Patience(pace, Duration.ofSeconds(20), 3);
        }
    }

    private static final Logger LOG = Logger.getLogger(Replicas.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration WAITED = Duration.ofMillis(500);
    private static final Duration SILENT = Duration.ofSeconds(5);

    private final NodeClient client;
    private final NodeCondition condition;
    private final Map<NodeName, Long> silentSince = new ConcurrentHashMap<>();

    Replicas(NodeClient client, NodeCondition condition) {
        this.client = client;
        this.condition = condition;
    }

    /// @param wanted the file's sum, where it is known
    /// @param target does not exist, and exists when bytes are the answer
    public OfFile fetch(ImageName name, List<Node> sources, Optional<Sha256> wanted, Path target, Patience patience)
            throws IOException, InterruptedException {
        if (!condition.hasRoomFor(0)) {
            return new NotNow("There is no room on this node");
        }
        OfFile result = new Nowhere();
        for (int attempt = 1; attempt <= patience.attempts(); attempt++) {
            result = askAll(name, sources, wanted, target, patience);
            if (!(result instanceof NotNow) || attempt == patience.attempts()) {
                return result;
            }
            Thread.sleep(PAUSE.multipliedBy(attempt));
        }
        return result;
    }

    /// Fetches an image with all its files. A variant that nobody has any more is left out: it will be rendered anew.
    ///
    /// @param target an empty directory
    public OfImage fetch(StoredImage image, List<Node> sources, Path target, Patience patience)
            throws IOException, InterruptedException {
        List<StoredFile> files = new ArrayList<>();
        long count = 0;
        for (StoredFile file : image.wanted()) {
            ImageName name = image.manifest().key().name(file.file());
            Path place = target.resolve(file.file().toString());
            switch (fetch(name, sources, Optional.of(file.sha256()), place, patience)) {
                case Bytes(Sha256 sum, long bytes) -> {
                    files.add(new StoredFile(file.file(), sum, bytes));
                    count += bytes;
                }
                case Nowhere _ when file.file() instanceof ImageFile.Variant -> LOG.infof("Nobody has %s", name);
                case NotFetched failed -> {
                    return failed;
                }
            }
        }
        return new Whole(new StoredImage(image.manifest(), files), count);
    }

    /// Readers do not wait for a dead node one after the other.
    private boolean wasSilent(Node node) {
        Long since = silentSince.get(node.name());
        return since != null && System.nanoTime() - since < SILENT.toNanos();
    }

    /// Who answers at once keeps nobody waiting, also when what he has of this file is as damaged as ours.
    private void noteSilence(Node node, long asked) {
        long now = System.nanoTime();
        if (now - asked > WAITED.toNanos()) {
            silentSince.put(node.name(), now);
        }
    }

    private OfFile askAll(ImageName name, List<Node> sources, Optional<Sha256> wanted, Path target, Patience patience)
            throws IOException, InterruptedException {
        OfFile result = new Nowhere();
        for (Node source : sources) {
            Files.deleteIfExists(target);
            long asked = System.nanoTime();
            if (patience.isShort() && wasSilent(source)) {
                result = new NotNow(source.name() + " did not answer just now");
                continue;
            }
            switch (client.copy(source, name, target, patience.pace(), patience.silence())) {
                case NodeAnswer.Done<Sha256>(Sha256 sum) when wanted.isEmpty() || wanted.get().equals(sum) -> {
                    return new Bytes(sum, Files.size(target));
                }
                case NodeAnswer.Done<Sha256> _ -> LOG.infof("%s has another %s", source.name(), name);
                case NodeAnswer.Deleted<Sha256> _ -> {
                    return new Deleted();
                }
                case NodeAnswer.Missing<Sha256> _ -> LOG.debugf("%s does not have %s", source.name(), name);
                case NodeAnswer.OtherEpoch<Sha256> _, NodeAnswer.Refused<Sha256> _ ->
                    result = new NotNow(source.name() + " does not give " + name);
                case NodeAnswer.Unavailable<Sha256>(String reason) -> {
                    noteSilence(source, asked);
                    result = new NotNow(reason);
                }
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        Files.deleteIfExists(target);
        return result;
    }
}
