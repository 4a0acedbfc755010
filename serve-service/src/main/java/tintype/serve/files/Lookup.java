package tintype.serve.files;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.ImageFile;
import tintype.contract.ImageName;
import tintype.contract.Problem;
import tintype.serve.Ownership;
import tintype.serve.ServeFailure;
import tintype.serve.disk.DamagedException;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Served;
import tintype.serve.disk.Shelf;

/// From a name to its file: on this node's disk, or rendered on the spot. Blocks.
@ApplicationScoped
public class Lookup {

    private static final Logger LOG = Logger.getLogger(Lookup.class);

    sealed interface Result {}

    record Found(Shelf.Item item) implements Result {}

    record Refused(ServeFailure why, Problem problem) implements Result {
        Refused(ServeFailure why) {
            this(why, Problem.of(why));
        }
    }

    private final ImageStore store;
    private final Shelf shelf;
    private final Ownership ownership;
    private final GroupMapFollower maps;
    private final Rendering rendering;
    private final RepairOnRead repairOnRead;

    Lookup(
            ImageStore store,
            Shelf shelf,
            Ownership ownership,
            GroupMapFollower maps,
            Rendering rendering,
            RepairOnRead repairOnRead) {
        this.repairOnRead = repairOnRead;
        this.store = store;
        this.shelf = shelf;
        this.ownership = ownership;
        this.maps = maps;
        this.rendering = rendering;
    }

    public Result find(ImageName name) throws IOException {
        try {
            return look(name);
        } catch (DamagedException e) {
            return mended(name, e.getMessage());
        }
    }

    private Result look(ImageName name) throws IOException {
        Refused refusal = refusal(name);
        if (refusal != null) {
            return refusal;
        }
        return switch (store.find(name)) {
            case Served.File file -> found(name, file);
            case Served.Lost _ -> mended(name, "An original is lost: " + name);
            case Served.Deleted _ -> new Refused(ServeFailure.DELETED);
            case Served.Nothing _ -> new Refused(ServeFailure.NOT_FOUND);
            case Served.NotYet _ -> isOffered(name) ? render(name) : new Refused(ServeFailure.NOT_FOUND);
        };
    }

    /// Why nothing of this image may be served here; null when something may.
    private @Nullable Refused refusal(ImageName name) {
        if (maps.require().assignment(name.image().group()).isEmpty()) {
            return new Refused(ServeFailure.NOT_FOUND);
        }
        if (!ownership.has(name.image().group())) {
            return new Refused(ServeFailure.NOT_THIS_NODE);
        }
        return store.isDeleted(name.image()) ? new Refused(ServeFailure.DELETED) : null;
    }

    private boolean isOffered(ImageName name) {
        return name.file() instanceof ImageFile.Variant variant && maps.require().presets().offers(variant);
    }

    /// What is damaged here may be whole on another node; if not, the reader is sent on by the answer.
    private Result mended(ImageName name, String damage) throws IOException {
        LOG.warn(damage);
        if (repairOnRead.mend(name) && store.find(name) instanceof Served.File file) {
            return found(name, file);
        }
        return new Refused(store.isDeleted(name.image()) ? ServeFailure.DELETED : ServeFailure.DAMAGED);
    }

    private Result render(ImageName name) throws IOException {
        return switch (rendering.of(name)) {
            case Rendering.Stored _ -> rendered(name);
            case Rendering.Impossible(Problem problem) -> new Refused(ServeFailure.NOT_RENDERABLE, problem);
            case Rendering.Gone _ -> new Refused(ServeFailure.DELETED);
            case Rendering.NotNow _ -> new Refused(ServeFailure.NOT_RENDERED_YET);
        };
    }

    private Result rendered(ImageName name) throws IOException {
        return switch (store.find(name)) {
            case Served.File file -> found(name, file);
            case Served.Deleted _ -> new Refused(ServeFailure.DELETED);
            // Only another node of the group could store it.
            case Served.NotYet _, Served.Nothing _, Served.Lost _ -> new Refused(ServeFailure.NOT_RENDERED_YET);
        };
    }

    private Result found(ImageName name, Served.File file) throws IOException {
        try {
            Shelf.Item item = shelf.put(name, file);
            Refused refusal = refusal(name);
            if (refusal == null) {
                return new Found(item);
            }
            shelf.forget(name.image());
            return refusal;
        } catch (NoSuchFileException e) {
            return gone(name, e);
        }
    }

    /// It was just here. A deletion takes files away, or a check that found it wrong.
    private Refused gone(ImageName name, NoSuchFileException e) {
        LOG.infof("%s went while it was looked up: %s", name, e.getMessage());
        return new Refused(store.isDeleted(name.image()) ? ServeFailure.DELETED : ServeFailure.DAMAGED);
    }
}
