package tintype.metadata.rebalance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import tintype.cluster.http.FailureException;
import tintype.cluster.http.MembersOnly;
import tintype.cluster.map.GroupMapFollower;
import tintype.metadata.MetadataFailure;
import tintype.metadata.movement.MovesConfig;
import tintype.metadata.plan.Host;
import tintype.metadata.plan.Move;
import tintype.metadata.plan.RebalancePlan;

/// How groups are spread over the nodes, for operators.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@MembersOnly
@RunOnVirtualThread
public class RebalanceResource {

    private static final int MOST_REPLICAS = 5;

    public record Replicas(int count) {}

    /// What would be done.
    ///
    /// @param seconds that it takes at least, at the rate that nodes are let copy at
    /// @param stuck   what cannot be done, and why
    public record PlanView(List<Move> moves, long bytes, long seconds, List<RebalancePlan.Stuck> stuck) {}

    private final Rebalance rebalance;
    private final Situation situation;
    private final GroupMapFollower maps;
    private final MovesConfig config;

    RebalanceResource(Rebalance rebalance, Situation situation, GroupMapFollower maps, MovesConfig config) {
        this.rebalance = rebalance;
        this.situation = situation;
        this.maps = maps;
        this.config = config;
    }

    @POST
    @Path("rebalance")
    @Operation(summary = "Spread the groups evenly over the disks")
    @APIResponse(responseCode = "200", description = "With dryRun: the plan, of which nothing is done.")
    @APIResponse(responseCode = "202", description = "The movements are queued; GET /rebalance tells how far they are.")
    public Response rebalance(@RestQuery @DefaultValue("false") boolean dryRun) {
        if (dryRun) {
            RebalancePlan plan = rebalance.plan(RebalancePlan.Scope.EVEN);
            long seconds = estimate().of(plan).toSeconds();
            return Response.ok(new PlanView(plan.moves(), plan.bytes(), seconds, plan.stuck())).build();
        }
        rebalance.begin(RebalancePlan.Scope.EVEN, "Spread evenly");
        return Response.accepted(rebalance.progress()).build();
    }

    private Estimate estimate() {
        return new Estimate(config, 1 + maps.require().presets().variants().size());
    }

    @GET
    @Path("rebalance")
    @Operation(summary = "How far the movements are")
    public Progress progress() {
        return rebalance.progress();
    }

    @POST
    @Path("rebalance/pause")
    @Operation(summary = "Begin and copy nothing more", description = "Groups go on being served and written to.")
    public Progress pause() {
        rebalance.pause();
        return rebalance.progress();
    }

    @POST
    @Path("rebalance/resume")
    @Operation(summary = "Go on where it was paused or cancelled")
    public Progress resume() {
        rebalance.resume();
        return rebalance.progress();
    }

    @POST
    @Path("rebalance/cancel")
    @Operation(
            summary = "Leave every group where it is",
            description = "What was copied so far goes to quarantine. A group that has been switched already ends its"
                    + " movement.")
    public Progress cancel() {
        rebalance.cancel();
        return rebalance.progress();
    }

    @GET
    @Path("replicas")
    @Operation(summary = "How many copies there are to be of every group")
    public Replicas replicas() {
        return new Replicas(rebalance.replicas());
    }

    @PUT
    @Path("replicas")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Raise or lower the copies of every group")
    @APIResponse(responseCode = "202", description = "The movements are queued; GET /rebalance tells how far they are.")
    @APIResponse(responseCode = "409", description = "There are fewer nodes than that.")
    public Response setReplicas(@Nullable Replicas wanted) {
        if (wanted == null || wanted.count() < 1 || wanted.count() > MOST_REPLICAS) {
            throw new FailureException(MetadataFailure.BAD_REPLICAS);
        }
        if (situation.hosts().stream().filter(Host::takesGroups).count() < wanted.count()) {
            throw new FailureException(MetadataFailure.TOO_FEW_NODES);
        }
        rebalance.replicas(wanted.count());
        return Response.accepted(rebalance.progress()).build();
    }
}
