package tintype.metadata.check;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import tintype.cluster.http.FailureException;
import tintype.cluster.http.MembersOnly;
import tintype.metadata.MetadataFailure;

/// Disks, map and catalogue compared, for operators.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@MembersOnly
@RunOnVirtualThread
public class ChecksResource {

    private final Fsck fsck;
    private final CatalogueRebuild rebuild;
    private final Surveys surveys;

    ChecksResource(Fsck fsck, CatalogueRebuild rebuild, Surveys surveys) {
        this.fsck = fsck;
        this.rebuild = rebuild;
        this.surveys = surveys;
    }

    @POST
    @Path("fsck")
    @Operation(
            summary = "Compare the replicas of every group with each other and with the catalogue",
            description = "With repair, nodes copy what they lack and quarantine what is wrong. Nothing is deleted.")
    @APIResponse(responseCode = "202", description = "It has begun; GET /fsck tells how far it is.")
    @APIResponse(responseCode = "409", description = "It is under way.")
    public Response fsck(@RestQuery @DefaultValue("false") boolean repair) {
        return Response.accepted(fsck.begin(repair)).build();
    }

    @GET
    @Path("fsck")
    @Operation(summary = "What was found, and how far it is")
    @APIResponse(responseCode = "404", description = "It was never asked for.")
    public SurveyView fsck() {
        return last(SurveyKind.FSCK);
    }

    @POST
    @Path("rebuild-catalogue")
    @Operation(
            summary = "Make the catalogue again from the disks",
            description = "Adds the images that it does not know. What is deleted stays deleted.")
    @APIResponse(responseCode = "202", description = "It has begun; GET /rebuild-catalogue tells how far it is.")
    @APIResponse(responseCode = "409", description = "It is under way.")
    public Response rebuild() {
        return Response.accepted(rebuild.begin()).build();
    }

    @GET
    @Path("rebuild-catalogue")
    @Operation(summary = "How far it is")
    @APIResponse(responseCode = "404", description = "It was never asked for.")
    public SurveyView rebuilding() {
        return last(SurveyKind.REBUILD_CATALOGUE);
    }

    private SurveyView last(SurveyKind kind) {
        return surveys.last(kind).orElseThrow(() -> new FailureException(MetadataFailure.NO_SURVEY));
    }
}
