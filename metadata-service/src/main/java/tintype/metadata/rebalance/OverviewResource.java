package tintype.metadata.rebalance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import tintype.cluster.http.MembersOnly;
import tintype.contract.Group;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupOnNode;
import tintype.metadata.groups.Lives;
import tintype.metadata.movement.MovementView;
import tintype.metadata.nodes.Heartbeats;

/// The groups at a glance, for operators.
@Path("/groups/overview")
@Produces(MediaType.APPLICATION_JSON)
@MembersOnly
@RunOnVirtualThread
public class OverviewResource {

    /// @param nodes    those that have all of it
    /// @param state    whether it takes uploads
    /// @param movement the one that is under way
    public record GroupView(
            Group group,
            long epoch,
            List<NodeName> nodes,
            Assignment.State state,
            long images,
            long bytes,
            long damaged,
            @Nullable MovementView movement) {}

    private final Lives lives;
    private final Heartbeats heartbeats;
    private final Rebalance rebalance;

    OverviewResource(Lives lives, Heartbeats heartbeats, Rebalance rebalance) {
        this.lives = lives;
        this.heartbeats = heartbeats;
        this.rebalance = rebalance;
    }

    @GET
    @Operation(summary = "Every group: nodes, state, bytes, images, and how far it has moved")
    public List<GroupView> groups() {
        Map<Group, MovementView> moving = new HashMap<>();
        rebalance.open().stream()
                .filter(movement -> movement.phase().isUnderWay())
                .forEach(movement -> moving.put(movement.group(), MovementView.of(movement)));
        return lives.all().stream().map(life -> view(life, moving.get(life.group()))).toList();
    }

    private GroupView view(GroupLife life, @Nullable MovementView movement) {
        List<GroupOnNode> copies = life.nodes().stream()
                .flatMap(node -> heartbeats.on(node, life.group()).stream())
                .toList();
        return new GroupView(
                life.group(),
                life.epoch(),
                life.nodes(),
                life.assignment().state(),
                most(copies, GroupOnNode::images),
                most(copies, GroupOnNode::bytes),
                copies.stream().mapToLong(GroupOnNode::damaged).sum(),
                movement);
    }

    private static long most(List<GroupOnNode> copies, ToLongFunction<GroupOnNode> what) {
        return copies.stream().mapToLong(what).max().orElse(0);
    }
}
