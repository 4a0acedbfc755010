package tintype.serve.store;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tintype.cluster.ImageLog;
import tintype.cluster.http.ClusterFailure;
import tintype.cluster.http.Drain;
import tintype.cluster.http.FailureException;
import tintype.cluster.http.MembersOnly;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Parsed;
import tintype.contract.Sha256;
import tintype.contract.store.NodeProtocol;
import tintype.contract.store.NodeStatus;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;
import tintype.serve.NodeCondition;
import tintype.serve.ServeFailure;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Served;
import tintype.serve.disk.Shelf;

/// The node protocol, for members of the cluster; see `docs/reference/node-protocol.md`.
@Path(NodeProtocol.STORE)
@MembersOnly
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class StoreResource {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StoreIntake intake;
    private final ImageStore store;
    private final Shelf shelf;
    private final NodeCondition condition;
    private final Drain drain;

    StoreResource(StoreIntake intake, ImageStore store, Shelf shelf, NodeCondition condition, Drain drain) {
        this.shelf = shelf;
        this.drain = drain;
        this.intake = intake;
        this.store = store;
        this.condition = condition;
    }

    @GET
    public NodeStatus status() {
        return condition.status();
    }

    @GET
    @Path("{group}/{id}")
    public StoredImage image(String group, String id) throws IOException {
        ImageKey image = key(group, id);
        if (store.isDeleted(image)) {
            throw new FailureException(ServeFailure.DELETED);
        }
        return store.describe(image).orElseThrow(() -> new FailureException(ServeFailure.NOT_FOUND));
    }

    /// The file as it lies here, for other nodes of the group: nothing is rendered or mended for this.
    @GET
    @Path("{group}/{id}/{file}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response file(String group, String id, String file) throws IOException {
        ImageFile known = ImageFile.parse(file)
                .optional()
                .orElseThrow(() -> new FailureException(ClusterFailure.NOT_FOUND));
        return switch (store.find(key(group, id).name(known))) {
            case Served.File(java.nio.file.Path path, long _, Sha256 sha256) ->
                Response.ok(path.toFile()).header(NodeProtocol.DIGEST, sha256.digestField()).build();
            case Served.Deleted _ -> throw new FailureException(ServeFailure.DELETED);
            case Served.NotYet _, Served.Lost _, Served.Nothing _ -> throw new FailureException(ServeFailure.NOT_FOUND);
        };
    }

    /// For an image that nobody owns, as who compares disks with the catalogue finds. Nothing is deleted.
    @POST
    @Path("{group}/{id}" + NodeProtocol.QUARANTINE)
    public void quarantine(String group, String id) throws IOException {
        ImageKey image = key(group, id);
        if (!store.repair().putAside(image)) {
            throw new FailureException(ServeFailure.NOT_FOUND);
        }
        shelf.forget(image);
    }

    @PUT
    @Path("{group}/{id}")
    public Response putOriginal(
            String group,
            String id,
            @HeaderParam(NodeProtocol.EPOCH) long epoch,
            @HeaderParam(NodeProtocol.DIGEST) @Nullable String digest,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) long length,
            @HeaderParam(NodeProtocol.MANIFEST) @Nullable String manifest,
            InputStream body,
            HttpServerRequest request) {
        return answering(request, key(group, id), image ->
                intake.original(manifest(image, manifest), announced(epoch, length), sum(digest), body));
    }

    @PUT
    @Path("{group}/{id}/variants")
    public Response putVariants(
            String group,
            String id,
            @HeaderParam(NodeProtocol.EPOCH) long epoch,
            @HeaderParam(NodeProtocol.VARIANTS) @Nullable String variants,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) long length,
            InputStream body,
            HttpServerRequest request) {
        return answering(request, key(group, id), image ->
                intake.variants(image, announcedVariants(epoch, variants, length), body));
    }

    /// A writer that is refused early is let send the rest of its body, so that it reads why.
    private Response answering(HttpServerRequest request, ImageKey image, Function<ImageKey, Response> write) {
        try (var _ = ImageLog.of(image)) {
            Response answer = write.apply(image);
            if (answer.getStatus() >= 400) {
                drain.restOf(request, PATIENCE);
            }
            return answer;
        } catch (FailureException e) {
            drain.restOf(request, PATIENCE);
            throw e;
        }
    }

    private static ImageKey key(String group, String id) {
        return Group.parse(group)
                .flatMap(parsed -> ImageId.parse(id).map(imageId -> new ImageKey(parsed, imageId)))
                .optional()
                .orElseThrow(() -> new FailureException(ClusterFailure.NOT_FOUND));
    }

    private static StoreIntake.Announced announced(long epoch, long length) {
        if (epoch < 1) {
            throw new FailureException(ServeFailure.MALFORMED, "A write says at which " + NodeProtocol.EPOCH + " it is.");
        }
        if (length < 1) {
            throw new FailureException(ServeFailure.MALFORMED, "A write says its Content-Length, and is not empty.");
        }
        return new StoreIntake.Announced(epoch, length);
    }

    private static Sha256 sum(@Nullable String digest) {
        return wellFormed(Sha256.parseDigestField(digest == null ? "" : digest));
    }

    private static StoreIntake.Variants announcedVariants(long epoch, @Nullable String field, long length) {
        List<StoredFile> files = List.of(parsed(NodeProtocol.VARIANTS, field, StoredFile[].class));
        for (StoredFile file : files) {
            if (!(file.file() instanceof ImageFile.Variant) || file.bytes() < 1) {
                throw new FailureException(ServeFailure.MALFORMED, "'" + file.file() + "' is no variant with bytes.");
            }
        }
        if (files.stream().map(StoredFile::file).distinct().count() < files.size()
                || files.stream().mapToLong(StoredFile::bytes).sum() != length) {
            throw new FailureException(ServeFailure.MALFORMED, "The variants are not what the length says.");
        }
        return new StoreIntake.Variants(announced(epoch, length), files);
    }

    private static Manifest manifest(ImageKey image, @Nullable String field) {
        Manifest manifest = parsed(NodeProtocol.MANIFEST, field, Manifest.class);
        if (!manifest.key().equals(image)) {
            throw new FailureException(ServeFailure.NOT_AS_ANNOUNCED, "The manifest is of " + manifest.key() + ".");
        }
        return manifest;
    }

    private static <T> T parsed(String name, @Nullable String field, Class<T> shape) {
        try {
            return wellFormed(Json.parse(Base64.getUrlDecoder().decode(field == null ? "" : field), shape));
        } catch (IllegalArgumentException e) {
            throw new FailureException(ServeFailure.MALFORMED, name + " is not base64url.");
        }
    }

    private static <T> T wellFormed(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Ok<T>(T value) -> value;
            case Parsed.Refused<T>(String reason) -> throw new FailureException(ServeFailure.MALFORMED, reason);
        };
    }
}
