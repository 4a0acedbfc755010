package tintype.serve.groups;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import tintype.cluster.http.ClusterFailure;
import tintype.cluster.http.FailureException;
import tintype.cluster.http.MembersOnly;
import tintype.contract.Group;
import tintype.contract.Json;
import tintype.contract.Parsed;
import tintype.contract.store.GroupOnNode;
import tintype.contract.store.GroupTotals;
import tintype.contract.store.GroupWork;
import tintype.contract.store.NodeProtocol;
import tintype.contract.store.WorkProgress;
import tintype.serve.Ownership;
import tintype.serve.ServeFailure;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Inventory;
import tintype.serve.store.GroupGates;
import tintype.serve.store.StoreIntake;
import tintype.serve.upkeep.Mending;
import tintype.serve.upkeep.Paces;

/// The node protocol about groups, for members of the cluster: what is here of them, and what to do with them; see
/// `docs/reference/node-protocol.md`.
@Path(NodeProtocol.STORE)
@MembersOnly
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class GroupResource {

    /// This node may learn of the epoch later than who asks.
    private static final Duration MAP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(10);

    private final Ownership ownership;
    private final GroupGates gates;
    private final GroupContents contents;
    private final GroupWorks works;
    private final ImageStore store;
    private final Mending mending;
    private final Paces paces;

    GroupResource(
            Ownership ownership,
            GroupGates gates,
            GroupContents contents,
            GroupWorks works,
            ImageStore store,
            Mending mending,
            Paces paces) {
        this.ownership = ownership;
        this.gates = gates;
        this.contents = contents;
        this.works = works;
        this.store = store;
        this.mending = mending;
        this.paces = paces;
    }

    @GET
    @Path(NodeProtocol.GROUPS)
    public List<GroupOnNode> groups() {
        var groups = new TreeSet<>(store.inventory().groups());
        groups.addAll(ownership.groups());
        return groups.stream().map(this::onNode).toList();
    }

    private GroupOnNode onNode(Group group) {
        Inventory.Count count = store.inventory().of(group);
        long quarantined = store.repair().quarantine().files(group);
        return new GroupOnNode(group, count.images(), count.bytes(), quarantined, mending.damaged(group));
    }

    /// With an epoch it is a barrier: writes of older epochs are over before the first line is written.
    @GET
    @Path("{group}")
    @Produces(NodeProtocol.LINES)
    public Response listing(
            String group,
            @QueryParam("epoch") long epoch,
            @QueryParam("read") boolean readsBack,
            @QueryParam("bytesPerSecond") long bytesPerSecond)
            throws InterruptedException {
        Group listed = group(group);
        if (epoch < 0 || bytesPerSecond < 0) {
            throw new FailureException(ServeFailure.MALFORMED, "Epochs and rates are not below 0.");
        }
        if (epoch > 0) {
            long known = ownership.awaitEpoch(listed, epoch, MAP_PATIENCE);
            if (known < epoch || !ownership.has(listed)) {
                return StoreIntake.otherEpoch(ownership.epoch(listed));
            }
            if (!gates.drain(listed, epoch, WRITE_PATIENCE)) {
                throw new FailureException(ServeFailure.BUSY);
            }
        }
        FileListing listing = readsBack
                ? FileListing.readingBack(contents, listed, mending, paces.at(bytesPerSecond))
                : FileListing.asKnown(contents, listed);
        return Response.ok(listing).build();
    }

    @GET
    @Path("{group}" + NodeProtocol.TOTALS)
    public GroupTotals totals(String group) throws IOException, InterruptedException {
        return contents.totals(group(group));
    }

    @POST
    @Path("{group}" + NodeProtocol.WORK)
    public Response work(String group, byte[] body) {
        return switch (Json.parse(body, GroupWork.class)) {
            case Parsed.Refused<GroupWork>(String reason) -> throw new FailureException(ServeFailure.MALFORMED, reason);
            case Parsed.Ok<GroupWork>(GroupWork work) -> switch (works.start(group(group), work)) {
                case GroupWorks.Accepted(WorkProgress progress) -> Response.accepted(progress).build();
                case GroupWorks.OtherWork(GroupWork underWay) ->
                    throw new FailureException(ServeFailure.OTHER_WORK, "The node is at " + underWay + ".");
            };
        };
    }

    @GET
    @Path("{group}" + NodeProtocol.WORK)
    public WorkProgress progress(String group) {
        return works.progress(group(group)).orElseThrow(() -> new FailureException(ServeFailure.NOT_FOUND));
    }

    @DELETE
    @Path("{group}" + NodeProtocol.WORK)
    public WorkProgress stop(String group) throws InterruptedException {
        return works.stop(group(group)).orElseThrow(() -> new FailureException(ServeFailure.NOT_FOUND));
    }

    private static Group group(String text) {
        return Group.parse(text).optional().orElseThrow(() -> new FailureException(ClusterFailure.NOT_FOUND));
    }
}
