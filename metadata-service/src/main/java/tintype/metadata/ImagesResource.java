package tintype.metadata;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import tintype.cluster.http.FailureException;
import tintype.contract.ImageId;
import tintype.contract.ImageView;

/// The catalogue over HTTP.
@Path("/images")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ImagesResource {

    private static final String DEFAULT_LIMIT = "50";
    private static final int MAX_LIMIT = 200;

    /// @param next the path of the next page; absent on the last one
    public record Page(List<ImageView> images, @Nullable String next) {}

    private final Catalogue catalogue;
    private final FreshIds freshIds;
    private final Backlog backlog;

    ImagesResource(Catalogue catalogue, FreshIds freshIds, Backlog backlog) {
        this.backlog = backlog;
        this.catalogue = catalogue;
        this.freshIds = freshIds;
    }

    @GET
    @Operation(summary = "List images, newest first")
    @APIResponse(responseCode = "200", description = "A page, with Link fields (RFC 8288) to the next and the first one.")
    @APIResponse(responseCode = "400", description = "A cursor or limit that is none.")
    public Response list(@RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        ImageId cursor = after == null ? null : cursor(after);
        int size = size(limit == null ? DEFAULT_LIMIT : limit);
        // One more than asked for tells whether there is a next page.
        List<ImageView> found = catalogue.page(cursor, size + 1);
        List<ImageView> images = found.subList(0, Math.min(size, found.size()));
        String first = "/images?limit=" + size;
        String next = found.size() <= size ? null : "/images?after=" + images.getLast().id() + "&limit=" + size;
        var answer = Response.ok(new Page(images, next)).header(HttpHeaders.LINK, "<" + first + ">; rel=\"first\"");
        return (next == null ? answer : answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")).build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show an image")
    @APIResponse(responseCode = "404", description = "There never was such an image.")
    @APIResponse(responseCode = "503", description = "The catalogue is behind and may still hear of it.")
    @APIResponse(responseCode = "410", description = "It was deleted.")
    public ImageView show(String id) {
        ImageId image = parse(id);
        var entry = freshIds.await(
                image, () -> catalogue.find(image), found -> !(found instanceof Catalogue.Entry.Unknown));
        return switch (entry) {
            case Catalogue.Entry.Known(ImageView view) -> view;
            case Catalogue.Entry.Deleted _ -> throw new FailureException(MetadataFailure.DELETED);
            case Catalogue.Entry.Unknown _ -> throw unknown(image);
        };
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete an image for ever", description = "Its files answer 410 within a second.")
    @APIResponse(responseCode = "204", description = "The deletion is certain; also when it was deleted before.")
    @APIResponse(responseCode = "404", description = "There never was such an image.")
    @APIResponse(responseCode = "503", description = "The catalogue is behind and may still hear of it.")
    public void delete(String id) {
        ImageId image = parse(id);
        if (!freshIds.await(image, () -> catalogue.delete(image), known -> known)) {
            throw unknown(image);
        }
    }

    private FailureException unknown(ImageId image) {
        return new FailureException(
                backlog.mayHold(image) ? MetadataFailure.NOT_KNOWN_YET : MetadataFailure.NOT_FOUND);
    }

    private static ImageId parse(String id) {
        return ImageId.parse(id).optional().orElseThrow(() -> new FailureException(MetadataFailure.NOT_FOUND));
    }

    private static ImageId cursor(String after) {
        return ImageId.parse(after).optional().orElseThrow(() -> new FailureException(MetadataFailure.BAD_CURSOR));
    }

    private static int size(String limit) {
        int size;
        try {
            size = Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw new FailureException(MetadataFailure.BAD_LIMIT);
        }
        if (size < 1 || size > MAX_LIMIT) {
            throw new FailureException(MetadataFailure.BAD_LIMIT);
        }
        return size;
    }
}
