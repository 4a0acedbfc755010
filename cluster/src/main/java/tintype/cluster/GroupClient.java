package tintype.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import tintype.contract.Group;
import tintype.contract.GroupEntry;
import tintype.contract.GroupOnNode;
import tintype.contract.GroupTotals;
import tintype.contract.GroupWork;
import tintype.contract.Json;
import tintype.contract.Node;
import tintype.contract.NodeProtocol;
import tintype.contract.Parsed;
import tintype.contract.WorkProgress;

/// The part of the node protocol that is about whole groups. Blocks: call it on virtual threads.
@ApplicationScoped
public class GroupClient {

    private final NodeClient nodes;

    GroupClient(NodeClient nodes) {
        this.nodes = nodes;
    }

    /// What the node has, also of groups that are not its own.
    public NodeAnswer<List<GroupOnNode>> groups(Node node) {
        var answer = nodes.send(
                nodes.request(node, NodeProtocol.STORE + NodeProtocol.GROUPS), BodyHandlers.ofByteArray());
        return NodeClient.read(answer, GroupOnNode[].class).map(List::of);
    }

    /// Tells the node to begin; while it does the same already, nothing happens.
    public NodeAnswer<WorkProgress> begin(Node node, Group group, GroupWork work) {
        return NodeClient.read(
                nodes.send(
                        nodes.request(node, workPath(group))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(Json.print(work))),
                        BodyHandlers.ofByteArray()),
                WorkProgress.class);
    }

    /// What the node does with the group, or did last. A node that was restarted has forgotten.
    public NodeAnswer<WorkProgress> progress(Node node, Group group) {
        return NodeClient.read(
                nodes.send(nodes.request(node, workPath(group)), BodyHandlers.ofByteArray()), WorkProgress.class);
    }

    public NodeAnswer<byte[]> stop(Node node, Group group) {
        return nodes.send(nodes.request(node, workPath(group)).DELETE(), BodyHandlers.ofByteArray());
    }

    /// Reads a group's listing line by line, which is not done before its last line has come.
    ///
    /// @param entries gets each image; what it got of a listing that was cut off is right, but not all
    public NodeAnswer<GroupTotals> listing(Node node, Group group, long epoch, Consumer<GroupEntry> entries) {
        String path = NodeProtocol.storePath(group) + "?epoch=" + epoch;
        return nodes.send(nodes.request(node, path), BodyHandlers.ofInputStream())
                .flatMap(body -> read(body, node + " " + path, entries));
    }

    private static NodeAnswer<GroupTotals> read(InputStream body, String asked, Consumer<GroupEntry> entries) {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                switch (Json.parse(line.getBytes(StandardCharsets.UTF_8), GroupEntry.class)) {
                    case Parsed.Ok<GroupEntry>(GroupEntry.End(GroupTotals totals)) -> {
                        return new NodeAnswer.Done<>(totals);
                    }
                    case Parsed.Ok<GroupEntry>(GroupEntry entry) -> entries.accept(entry);
                    case Parsed.Refused<GroupEntry>(String reason) -> {
                        return new NodeAnswer.Unavailable<>(asked + ": " + reason);
                    }
                }
                line = lines.readLine();
            }
            return new NodeAnswer.Unavailable<>(asked + ": the listing was cut off");
        } catch (IOException e) {
            return new NodeAnswer.Unavailable<>(asked + ": " + e);
        }
    }

    private static String workPath(Group group) {
        return NodeProtocol.storePath(group) + NodeProtocol.WORK;
    }
}
