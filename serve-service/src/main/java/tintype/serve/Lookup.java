package tintype.serve;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
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
        if (maps.require().assignment(name.image().group()).isEmpty()) {
            return new Refused(ServeFailure.NOT_FOUND);
        }
        if (!ownership.has(name.image().group())) {
            return new Refused(ServeFailure.NOT_THIS_NODE);
        }
        return switch (store.find(name)) {
            case Served.File file -> found(name, file);
            case Served.Deleted _ -> new Refused(ServeFailure.DELETED);
            case Served.Nothing _ -> new Refused(ServeFailure.NOT_FOUND);
            case Served.NotYet _ -> isOffered(name) ? render(name) : new Refused(ServeFailure.NOT_FOUND);
        };
    }

    private boolean isOffered(ImageName name) {
        return name.file() instanceof ImageFile.Variant variant && maps.require().presets().offers(variant);
    }

    private Result render(ImageName name) throws IOException {
        return switch (rendering.of(name)) {
            case Rendering.Stored _ ->
                store.find(name) instanceof Served.File file ? found(name, file) : gone(name);
            case Rendering.Impossible(Problem problem) -> new Refused(ServeFailure.NOT_RENDERABLE, problem);
            case Rendering.Gone _ -> gone(name);
            case Rendering.NotNow _ -> new Refused(ServeFailure.NOT_RENDERED_YET);
        };
    }

    private Result found(ImageName name, Served.File file) throws IOException {
        Shelf.Item item = shelf.put(name, file);
        return item == null ? gone(name) : new Found(item);
    }

    /// A file that was just here is gone by a deletion, or will be here in a moment.
    private Result gone(ImageName name) {
        return new Refused(store.isDeleted(name.image()) ? ServeFailure.DELETED : ServeFailure.NOT_RENDERED_YET);
    }
}
