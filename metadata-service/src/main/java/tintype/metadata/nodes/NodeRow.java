package tintype.metadata.nodes;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

/// A node, and what the operator wants of it.
@Entity
@Table(name = "node")
class NodeRow extends PanacheEntityBase {

    @Id
    String name = "";

    String url = "";

    @Nullable String zone;

    @Enumerated(EnumType.STRING)
    NodeState state = NodeState.JOINED;

    /// Who is to have its groups when it leaves.
    @Nullable String successor;

    @Nullable String listed;

    @Column(name = "heard_at")
    Instant heardAt = Instant.EPOCH;

    static List<NodeRow> all() {
        return list("order by name");
    }

    static Optional<NodeRow> locked(NodeName name) {
        return Optional.ofNullable(findById(name.text(), LockModeType.PESSIMISTIC_WRITE));
    }

    static NodeRow add(Node node) {
        var row = new NodeRow();
        row.name = node.name().text();
        row.address(node);
        row.heardAt = Instant.now();
        row.persist();
        return row;
    }

    void address(Node node) {
        url = node.url().toString();
        zone = node.zone();
    }

    NodeName nodeName() {
        return new NodeName(name);
    }

    Node node() {
        return new Node(nodeName(), URI.create(url), zone);
    }

    KnownNode known() {
        return new KnownNode(
                node(), state, Optional.ofNullable(successor).map(NodeName::new), heardAt);
    }
}
