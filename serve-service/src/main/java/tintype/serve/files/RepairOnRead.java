package tintype.serve.files;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import tintype.contract.ImageName;
import tintype.serve.Ownership;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Served;
import tintype.serve.upkeep.Mending;
import tintype.serve.upkeep.Replicas;

/// Gets from another node of the group what a reader waits for. Each file once however many wait, and a reader never
/// waits long: there are other nodes to read from.
@ApplicationScoped
class RepairOnRead {

    private static final Logger LOG = Logger.getLogger(RepairOnRead.class);
    private static final int AT_ONCE = 64;

    private interface Act {
        boolean run() throws IOException, InterruptedException;
    }

    private final Mending mending;
    private final Ownership ownership;
    private final ImageStore store;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<ImageName, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();

    RepairOnRead(Mending mending, Ownership ownership, ImageStore store) {
        this.mending = mending;
        this.ownership = ownership;
        this.store = store;
    }

    /// A file that is wrong or lost here. Reads back all of its image.
    ///
    /// @return whether it is worth to look again
    boolean mend(ImageName name) throws IOException {
        return once(name, () -> mending.check(name.image(), _ -> {}, Replicas.Patience.SHORT));
    }

    /// A variant that is not here, and may be on another node.
    ///
    /// @return whether it is here now
    boolean copy(ImageName variant) throws IOException {
        if (ownership.others(variant.image().group()).isEmpty()) {
            return false;
        }
        return once(variant, () -> mending.fetch(variant, Optional.empty(), Replicas.Patience.SHORT)
                && store.find(variant) instanceof Served.File);
    }

    private boolean once(ImageName name, Act act) throws IOException {
        var ours = new CompletableFuture<Boolean>();
        CompletableFuture<Boolean> first = underWay.putIfAbsent(name, ours);
        if (first != null) {
            return first.join();
        }
        boolean done = false;
        try {
            done = ifThereIsAPlace(act);
        } catch (InterruptedException e) {
            LOG.infof("Interrupted while getting %s", name);
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(name, ours);
            ours.complete(done);
        }
        return done;
    }

    private boolean ifThereIsAPlace(Act act) throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            return act.run();
        } finally {
            places.release();
        }
    }
}
