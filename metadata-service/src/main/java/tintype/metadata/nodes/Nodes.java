package tintype.metadata.nodes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

/// Which nodes there are: from the setting `TINTYPE_NODES` at first, as the operator says from then on. Whoever changes
/// them publishes the map in the same transaction.
@ApplicationScoped
public class Nodes {

    @Transactional
    public List<KnownNode> all() {
        return NodeRow.all().stream().map(NodeRow::known).toList();
    }

    /// Those that the map tells of.
    @Transactional
    public List<Node> members() {
        return all().stream().filter(KnownNode::isMember).map(KnownNode::node).toList();
    }

    @Transactional
    public Optional<KnownNode> find(NodeName name) {
        return NodeRow.<NodeRow>findByIdOptional(name.text()).map(NodeRow::known);
    }

    /// Follows the setting in what is new in it: nodes that it names for the first time, and addresses that it has
    /// changed. What the operator did since is not undone by a start.
    @Transactional
    public void follow(List<Node> listed) {
        for (Node node : listed) {
            String entry = node.url() + (node.zone() == null ? "" : ";zone=" + node.zone());
            NodeRow row = NodeRow.locked(node.name()).orElseGet(() -> NodeRow.add(node));
            if (!entry.equals(row.listed)) {
                row.address(node);
                row.listed = entry;
            }
        }
    }

    /// Takes over the nodes of a map that is newer than the database.
    @Transactional
    public void adopt(List<Node> nodes) {
        NodeRow.update("state = ?1", NodeState.REMOVED);
        NodeRow.flush();
        NodeRow.getEntityManager().clear();
        nodes.forEach(node -> NodeRow.locked(node.name())
                .ifPresentOrElse(row -> rejoin(row, node), () -> NodeRow.add(node)));
    }

    private static void rejoin(NodeRow row, Node node) {
        row.address(node);
        row.state = row.state == NodeState.REMOVED ? NodeState.JOINED : row.state;
    }

    /// Lets a node join, or join again.
    @Transactional
    public void join(Node node) {
        NodeRow row = NodeRow.locked(node.name()).orElseGet(() -> NodeRow.add(node));
        row.address(node);
        row.state = NodeState.JOINED;
        row.successor = null;
        row.heardAt = Instant.now();
    }

    /// @return whether it was in another state before
    @Transactional
    public boolean put(NodeName name, NodeState state, @Nullable NodeName successor) {
        NodeRow row = NodeRow.locked(name).orElseThrow();
        boolean changed = row.state != state;
        row.state = state;
        row.successor = successor == null ? null : successor.text();
        return changed;
    }

    @Transactional
    void heard(List<NodeName> names, Instant at) {
        List<String> texts = names.stream().map(NodeName::text).sorted().toList();
        NodeRow.update("heardAt = ?1 where name in ?2 and heardAt < ?1", at, texts);
    }
}
