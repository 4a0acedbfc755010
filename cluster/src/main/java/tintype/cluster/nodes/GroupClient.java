package tintype.cluster.nodes;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tintype.contract.Group;
import tintype.contract.Json;
import tintype.contract.groups.Node;
import tintype.contract.store.GroupOnNode;
import tintype.contract.store.GroupTotals;
import tintype.contract.store.GroupWork;
import tintype.contract.store.NodeProtocol;
import tintype.contract.store.WorkProgress;

/// Speaks the node protocol (`docs/reference/node-protocol.md`) about groups: what is there, and what to do with it.
/// Blocks: call it on virtual threads.
@ApplicationScoped
public class GroupClient {

    /// A node that reads its files back tells at least every few seconds that it is still there.
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final NodeCalls calls;

    GroupClient(NodeCalls calls) {
        this.calls = calls;
    }

    /// The listing of a group, for which all writes at older epochs are over; 421 when the node is at an older one
    /// itself, or does not have the group.
    ///
    /// @param target a file for it
    public NodeAnswer<GroupListing> listing(Node node, Group group, long epoch, Path target) {
        return listing(group, calls.request(node, NodeProtocol.storePath(group) + "?epoch=" + epoch), target);
    }

    /// The same, of files whose bytes the node reads back for this and compares with their sums. What is wrong it mends
    /// before, if it can.
    public NodeAnswer<GroupListing> readBack(Node node, Group group, long epoch, long bytesPerSecond, Path target) {
        String query = "?read=true&epoch=" + epoch + "&bytesPerSecond=" + bytesPerSecond;
        return listing(group, calls.request(node, NodeProtocol.storePath(group) + query), target);
    }

    /// What lies on the node of a group, whether the map has it there or not.
    public NodeAnswer<GroupListing> found(Node node, Group group, Path target) {
        return listing(group, calls.request(node, NodeProtocol.storePath(group)), target);
    }

    private NodeAnswer<GroupListing> listing(Group group, HttpRequest.Builder request, Path target) {
        return calls.download(request, target, Pace.unlimited(), SILENCE).flatMap(_ -> {
            try {
                return GroupListing.read(group, target)
                        .<NodeAnswer<GroupListing>>map(NodeAnswer.Done::new)
                        .orElseGet(() -> new NodeAnswer.Unavailable<>("The listing of " + group + " was cut off"));
            } catch (IOException e) {
                return new NodeAnswer.Unavailable<>("The listing of " + group + " cannot be read: " + e);
            }
        });
    }

    public NodeAnswer<GroupTotals> totals(Node node, Group group) {
        return NodeCalls.read(
                calls.send(
                        calls.request(node, NodeProtocol.storePath(group) + NodeProtocol.TOTALS),
                        BodyHandlers.ofByteArray()),
                GroupTotals.class);
    }

    /// What lies on the node, group by group.
    public NodeAnswer<List<GroupOnNode>> groups(Node node) {
        HttpRequest.Builder request = calls.request(node, NodeProtocol.STORE + NodeProtocol.GROUPS);
        return NodeCalls.read(calls.send(request, BodyHandlers.ofByteArray()), GroupOnNode[].class)
                .flatMap(groups -> new NodeAnswer.Done<>(List.of(groups)));
    }

    /// Tells the node to do it; the same work once more is the work under way. Refused with 409 while it does other
    /// work on the group.
    public NodeAnswer<WorkProgress> start(Node node, Group group, GroupWork work) {
        return NodeCalls.read(
                calls.send(
                        work(node, group)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(Json.print(work))),
                        BodyHandlers.ofByteArray()),
                WorkProgress.class);
    }

    /// How far the last work on the group is. Missing also when the node forgot it in a restart: then tell it again.
    public NodeAnswer<WorkProgress> progress(Node node, Group group) {
        return NodeCalls.read(calls.send(work(node, group), BodyHandlers.ofByteArray()), WorkProgress.class);
    }

    /// Stops the work on the group, and answers when it has ended.
    public NodeAnswer<WorkProgress> stop(Node node, Group group) {
        return NodeCalls.read(calls.send(work(node, group).DELETE(), BodyHandlers.ofByteArray()), WorkProgress.class);
    }

    private HttpRequest.Builder work(Node node, Group group) {
        return calls.request(node, NodeProtocol.storePath(group) + NodeProtocol.WORK);
    }
}
