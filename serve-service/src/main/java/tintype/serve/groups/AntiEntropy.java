package tintype.serve.groups;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.store.GroupWork;
import tintype.serve.NodeConfig;
import tintype.serve.Ownership;
import tintype.serve.upkeep.Recurring;

/// Compares the groups of this node with their other replicas now and then, and copies what this one has missed:
/// variants, deletions, an image that was lost. What the others have missed they find themselves.
@Startup
@ApplicationScoped
class AntiEntropy {

    private static final Logger LOG = Logger.getLogger(AntiEntropy.class);

    private final Ownership ownership;
    private final Copying copying;
    private final GroupWorks works;
    private final NodeConfig config;
    private final MeterRegistry metrics;
    private @Nullable Recurring comparing;

    AntiEntropy(
            Ownership ownership,
            Copying copying,
            GroupWorks works,
            NodeConfig config,
            MeterRegistry metrics) {
        this.ownership = ownership;
        this.copying = copying;
        this.works = works;
        this.config = config;
        this.metrics = metrics;
    }

    @PostConstruct
    void start() {
        if (!config.compareInterval().isZero()) {
            comparing = Recurring.start("compare", config.compareInterval(), this::compareAll);
        }
    }

    void compareAll() throws IOException, InterruptedException {
        for (Group group : ownership.groups()) {
            for (Ownership.Replica replica : ownership.replicas(group)) {
                compare(group, replica);
            }
        }
    }

    private void compare(Group group, Ownership.Replica replica) throws IOException, InterruptedException {
        long epoch = ownership.epoch(group);
        if (epoch == 0 || works.isBusy(group)) {
            return; // it is on the move, and will be looked at after that
        }
        var work = new GroupWork.Compare(replica.node().name(), epoch);
        GroupJob.Outcome outcome = copying.compare(work).run(group, new Progress(work));
        String name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        metrics.counter("tintype.node.comparisons", "outcome", name).increment();
        if (outcome instanceof GroupJob.Failed(String reason)) {
            LOG.warnf("Group %s, compared with %s: %s", group, replica.node().name(), reason);
        }
    }

    @PreDestroy
    void close() {
        if (comparing != null) {
            comparing.close();
        }
    }
}
