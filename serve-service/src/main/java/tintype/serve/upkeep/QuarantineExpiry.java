package tintype.serve.upkeep;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tintype.serve.NodeConfig;
import tintype.serve.disk.ImageStore;

/// Removes what was put aside so long ago that nobody will come for it.
@Startup
@ApplicationScoped
class QuarantineExpiry {

    private static final Duration INTERVAL = Duration.ofHours(1);

    private final ImageStore store;
    private final NodeConfig config;
    private @Nullable Recurring removal;

    QuarantineExpiry(ImageStore store, NodeConfig config) {
        this.store = store;
        this.config = config;
    }

    @PostConstruct
    void start() {
        removal = Recurring.start("quarantine", INTERVAL, () ->
                store.repair().quarantine().expire(config.quarantine(), LocalDate.now(ZoneOffset.UTC)));
    }

    @PreDestroy
    void close() {
        if (removal != null) {
            removal.close();
        }
    }
}
