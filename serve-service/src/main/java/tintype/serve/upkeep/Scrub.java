package tintype.serve.upkeep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.cluster.nodes.Pace;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.serve.NodeConfig;
import tintype.serve.Ownership;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Inventory;

/// Reads all files of this node back, slowly, and over again: disks lose bytes without a word. Goes on with the group
/// after the last one when the process starts again.
@Startup
@ApplicationScoped
class Scrub {

    private static final Logger LOG = Logger.getLogger(Scrub.class);
    private static final String POSITION = "scrub-position";

    private final ImageStore store;
    private final Ownership ownership;
    private final Mending mending;
    private final NodeConfig config;
    private final Pace pace;
    private final Counter files;
    private final Path position;
    private volatile double lastRoundSeconds;
    private boolean isCounted;
    private @Nullable Recurring rounds;

    Scrub(ImageStore store, Ownership ownership, Mending mending, NodeConfig config, MeterRegistry metrics) {
        this.store = store;
        this.ownership = ownership;
        this.mending = mending;
        this.config = config;
        this.pace = Pace.of(config.scrubRate().asLongValue());
        this.files = metrics.counter("tintype.node.scrub.images");
        this.position = store.data().root().resolve(POSITION);
        metrics.gauge("tintype.node.scrub.round.seconds", this, scrub -> scrub.lastRoundSeconds);
    }

    @PostConstruct
    void start() {
        rounds = Recurring.start("scrub", config.scrubInterval(), () -> {
            countOnce();
            if (config.scrubRate().asLongValue() > 0) {
                round();
            }
        });
    }

    /// What lies here in figures, before anybody asks; later each round counts.
    private void countOnce() throws IOException {
        if (!isCounted) {
            for (Group group : store.data().groups()) {
                count(group);
            }
            isCounted = true;
        }
    }

    private void count(Group group) throws IOException {
        long images = 0;
        long bytes = 0;
        for (ImageId id : store.data().images(group)) {
            images++;
            bytes += Inventory.bytes(store.data().home(new ImageKey(group, id)));
        }
        store.inventory().set(group, images, bytes);
    }

    /// Once over all groups that are on this node by the map.
    void round() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Optional<Group> last = last();
        List<Group> groups = ownership.groups().stream()
                .filter(group -> last.isEmpty() || group.compareTo(last.get()) > 0)
                .toList();
        for (Group group : groups) {
            count(group);
            for (ImageId id : store.data().images(group)) {
                check(new ImageKey(group, id));
            }
            Files.writeString(position, group.toString());
        }
        Files.deleteIfExists(position);
        if (last.isEmpty()) {
            lastRoundSeconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
        }
    }

    private void check(ImageKey image) throws InterruptedException {
        try {
            mending.check(image, pace::take, Replicas.Patience.inBackground(pace));
            files.increment();
        } catch (IOException e) {
            LOG.warnf(e, "Cannot read %s back", image);
        }
    }

    private Optional<Group> last() throws IOException {
        try {
            return Group.parse(Files.readString(position)).optional();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() {
        if (rounds != null) {
            rounds.close();
        }
    }
}
