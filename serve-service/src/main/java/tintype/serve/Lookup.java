package tintype.serve;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import tintype.cluster.GroupMapFollower;
import tintype.contract.ImageFile;
import tintype.contract.ImageName;
import tintype.contract.Problem;

/// From a name to its file: on this node's disk, or rendered on the spot. Blocks.
@ApplicationScoped
class Lookup {

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

    Lookup(ImageStore store, Shelf shelf, Ownership ownership, GroupMapFollower maps, Rendering rendering) {
        this.store = store;
        this.shelf = shelf;
        this.ownership = ownership;
        this.maps = maps;
        this.rendering = rendering;
    }

    Result find(ImageName name) throws IOException {
        Refused refusal = refusal(name);
        if (refusal != null) {
            return refusal;
        }
        return switch (store.find(name)) {
            case Served.File file -> found(name, file);
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
            case Served.NotYet _, Served.Nothing _ -> new Refused(ServeFailure.NOT_RENDERED_YET);
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

    /// It was just here. Nothing but a deletion takes files away.
    private Refused gone(ImageName name, NoSuchFileException e) throws IOException {
        if (store.isDeleted(name.image())) {
            return new Refused(ServeFailure.DELETED);
        }
        throw e;
    }
}
