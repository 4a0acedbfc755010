package tintype.metadata.movement;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tintype.cluster.nodes.GroupClient;
import tintype.cluster.nodes.NodeAnswer;
import tintype.contract.Group;
import tintype.contract.Sha256;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupWork;
import tintype.contract.store.WorkProgress;
import tintype.metadata.nodes.Heartbeats;
import tintype.metadata.nodes.KnownNode;
import tintype.metadata.nodes.Nodes;

/// Has work done by nodes. To ask again is all that it takes after anybody was restarted: the work is the same.
@ApplicationScoped
public class Labour {

    /// How it stands with a piece of work.
    public sealed interface Standing {

        record Done(WorkProgress progress) implements Standing {
            /// Of the content that was compared, for work that compares.
            public Optional<Sha256> digest() {
                return Optional.ofNullable(progress.digest());
            }
        }

        record UnderWay(WorkProgress progress) implements Standing {}

        /// Nothing moves at the moment; asked again, it goes on.
        record Held(String reason) implements Standing {}
    }

    private final Nodes nodes;
    private final Heartbeats heartbeats;
    private final GroupClient client;

    Labour(Nodes nodes, Heartbeats heartbeats, GroupClient client) {
        this.nodes = nodes;
        this.heartbeats = heartbeats;
        this.client = client;
    }

    /// Sees to it that a node does this, and tells how far it is.
    public Standing done(NodeName name, Group group, GroupWork wanted) {
        Optional<Node> node = nodes.find(name).filter(KnownNode::isMember).map(KnownNode::node);
        if (node.isEmpty() || !heartbeats.answers(name)) {
            return new Standing.Held("Waits for " + name + ", which does not answer");
        }
        return switch (client.progress(node.get(), group)) {
            case NodeAnswer.Done<WorkProgress>(WorkProgress now) -> goOn(node.get(), group, wanted, now);
            case NodeAnswer.Missing<WorkProgress> _ -> begin(node.get(), group, wanted);
            case NodeAnswer<WorkProgress> other -> new Standing.Held(name + ": " + other.reason());
        };
    }

    private Standing goOn(Node node, Group group, GroupWork wanted, WorkProgress now) {
        boolean isWanted = now.work().equals(wanted);
        return switch (now.state()) {
            case WAITING, RUNNING -> isWanted ? new Standing.UnderWay(now) : makeRoom(node, group);
            case DONE -> isWanted ? new Standing.Done(now) : begin(node, group, wanted);
            case FAILED -> again(node, group, wanted, isWanted ? now.reason() : null);
        };
    }

    /// What it does is of an epoch that is over, or with a node that is away.
    private Standing makeRoom(Node node, Group group) {
        client.stop(node, group);
        return new Standing.Held(node.name() + " ends other work on the group first");
    }

    private Standing again(
            Node node, Group group, GroupWork wanted, @Nullable String reason) {
        Standing next = begin(node, group, wanted);
        return reason == null || next instanceof Standing.Held ? next : new Standing.Held(node.name() + ": " + reason);
    }

    private Standing begin(Node node, Group group, GroupWork wanted) {
        return switch (client.start(node, group, wanted)) {
            case NodeAnswer.Done<WorkProgress>(WorkProgress begun) -> new Standing.UnderWay(begun);
            case NodeAnswer<WorkProgress> other -> new Standing.Held(node.name() + ": " + other.reason());
        };
    }

    /// Lets a node end what it does with a group; whether it hears or not, nothing depends on it.
    public void stop(NodeName name, Group group) {
        nodes.find(name)
                .filter(node -> heartbeats.answers(name))
                .ifPresent(node -> client.stop(node.node(), group));
    }
}
