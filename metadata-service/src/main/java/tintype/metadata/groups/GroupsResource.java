package tintype.metadata.groups;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import tintype.cluster.http.ClusterFailure;
import tintype.cluster.http.FailureException;
import tintype.cluster.http.MembersOnly;
import tintype.contract.Group;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;

/// The map of groups, for operators and members.
@Path("/groups")
@Produces(MediaType.APPLICATION_JSON)
@MembersOnly
@RunOnVirtualThread
public class GroupsResource {

    private final MapSource source;

    GroupsResource(MapSource source) {
        this.source = source;
    }

    @GET
    @Operation(summary = "The newest map of groups")
    public GroupMap map() {
        return source.newest().orElseThrow(() -> new FailureException(ClusterFailure.NO_MAP));
    }

    @GET
    @Path("{group}")
    @Operation(summary = "Where one group lives")
    public Assignment group(String group) {
        return Group.parse(group)
                .optional()
                .flatMap(map()::assignment)
                .orElseThrow(() -> new FailureException(ClusterFailure.NOT_FOUND));
    }
}
