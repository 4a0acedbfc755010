package tintype.metadata.rebalance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import tintype.cluster.http.FailureException;
import tintype.cluster.http.MembersOnly;
import tintype.contract.groups.NodeName;
import tintype.metadata.MetadataFailure;
import tintype.metadata.nodes.NodeView;

/// The nodes of the cluster, for operators.
@Path("/nodes")
@Produces(MediaType.APPLICATION_JSON)
@MembersOnly
@RunOnVirtualThread
public class NodesResource {

    /// @param zone that fails as one; absent when there are none
    public record NewNode(@Nullable String url, @Nullable String zone) {}

    /// @param by the node that gets its groups
    public record Replacement(@Nullable String by) {}

    private final Membership membership;

    NodesResource(Membership membership) {
        this.membership = membership;
    }

    @GET
    @Operation(summary = "List the nodes, and how they are doing")
    public List<NodeView> list() {
        return membership.list();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Let a node join",
            description = "It joins as the owner of nothing, until groups are rebalanced. A node that is drained, dead or"
                    + " removed joins again; one that has moved is known at its new address.")
    @APIResponse(responseCode = "201", description = "It is in the map.")
    @APIResponse(responseCode = "409", description = "No node of this cluster answers there, or its name is taken.")
    public Response add(@Nullable NewNode node) {
        NodeView added = membership.add(address(node), node == null ? null : node.zone());
        return Response.created(URI.create("/nodes/" + added.name())).entity(added).build();
    }

    @GET
    @Path("{name}")
    @Operation(summary = "Show a node")
    public NodeView show(String name) {
        return membership.show(name(name));
    }

    @POST
    @Path("{name}/drain")
    @Operation(summary = "Move all groups away from a node", description = "GET /rebalance tells how far it is.")
    @APIResponse(responseCode = "202", description = "The movements are queued.")
    public Response drain(String name) {
        return Response.accepted(membership.drain(name(name), null)).build();
    }

    @POST
    @Path("{name}/replace")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Move all groups of a node to one other",
            description = "Also of a node that is dead: then they are copied from their other replicas.")
    @APIResponse(responseCode = "202", description = "The movements are queued.")
    public Response replace(String name, @Nullable Replacement replacement) {
        String by = replacement == null || replacement.by() == null ? "" : replacement.by();
        return Response.accepted(membership.drain(name(name), name(by))).build();
    }

    @POST
    @Path("{name}/dead")
    @Operation(
            summary = "Take a silent node for dead at once",
            description = "For an operator who knows that it will not come back, and when the half of all nodes is"
                    + " silent: then nobody is taken for dead without being told.")
    @APIResponse(responseCode = "202", description = "Its groups are copied from their other replicas.")
    @APIResponse(responseCode = "409", description = "It answers.")
    public Response dead(String name) {
        return Response.accepted(membership.giveUp(name(name))).build();
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Remove a node that has no groups")
    @APIResponse(responseCode = "204", description = "It is no longer in the map.")
    @APIResponse(responseCode = "409", description = "It still has groups.")
    public void remove(String name) {
        membership.remove(name(name));
    }

    private static URI address(@Nullable NewNode node) {
        try {
            URI url = URI.create(node == null || node.url() == null ? "" : node.url());
            if (url.getHost() != null && "http".equals(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new FailureException(MetadataFailure.BAD_NODE, e);
        }
        throw new FailureException(MetadataFailure.BAD_NODE);
    }

    private static NodeName name(String text) {
        try {
            return new NodeName(text);
        } catch (IllegalArgumentException e) {
            throw new FailureException(MetadataFailure.NO_SUCH_NODE, e);
        }
    }
}
