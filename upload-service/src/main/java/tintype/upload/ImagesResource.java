package tintype.upload;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;
import tintype.cluster.http.Drain;
import tintype.cluster.http.FailureException;
import tintype.contract.ImageView;
import tintype.contract.Problem;

/// `POST /images`: the field `file` of a multipart form, once or more, or the raw bytes of one photo.
@Path("/images")
@Produces(MediaType.APPLICATION_JSON)
public class ImagesResource {

    /// The answer to several files in one request, in their order.
    public record Images(List<ImageView> images) {}

    private final PhotoIntake intake;
    private final Drain drain;
    private final Duration patience;

    ImagesResource(PhotoIntake intake, Drain drain, UploadConfig config) {
        this.intake = intake;
        this.drain = drain;
        this.patience = config.drain();
    }

    @POST
    @RunOnVirtualThread
    @Operation(summary = "Upload one or more photos", description = "All files of a request are taken, or none.")
    @APIResponse(
            responseCode = "201",
            description = "Stored for good; every URL in the answer works at once. Several files: {\"images\": […]}.",
            content = @Content(schema = @Schema(implementation = ImageView.class)))
    @APIResponse(
            responseCode = "4XX",
            description = "Refused; nothing was stored. 413 too large, 415 not an image that is taken, 422 broken or too big.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "Not taken at the moment; see Retry-After.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response upload(
            @RestHeader(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @RestHeader(HttpHeaders.CONTENT_DISPOSITION) @Nullable String contentDisposition,
            InputStream body,
            HttpServerRequest request) {
        try {
            return created(intake.accept(UploadBody.of(contentType, contentDisposition, body)));
        } catch (FailureException e) {
            drain.restOf(request, patience);
            throw e;
        }
    }

    private static Response created(List<ImageView> images) {
        var created = Response.status(Response.Status.CREATED);
        return images.size() == 1
                // As text: a URI would be made absolute, and name this server.
                ? created.header(HttpHeaders.LOCATION, "/images/" + images.getFirst().id())
                        .entity(images.getFirst())
                        .build()
                : created.entity(new Images(images)).build();
    }
}
