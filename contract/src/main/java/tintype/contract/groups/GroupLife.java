package tintype.contract.groups;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.Sha256;

/// What a group goes through when it gets, loses or changes a node. Each step is a method of the state that allows it, and
/// raises the epoch by one: writers at an older epoch are refused.
///
/// ```
/// Steady -- fill --> Filling -- verified --> Switched -- afterGrace --> Steady     a node leaves
///                           \-- verified --> Steady                                none does
/// ```
/// Filling and Switched go back by `cancel`, since until the grace is over the old nodes have all that the group has.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "life")
@JsonSubTypes({
    @JsonSubTypes.Type(value = GroupLife.Steady.class, name = "steady"),
    @JsonSubTypes.Type(value = GroupLife.Filling.class, name = "filling"),
    @JsonSubTypes.Type(value = GroupLife.Switched.class, name = "switched")
})
public sealed interface GroupLife {

    Group group();

    long epoch();

    /// Those that have every image of the group, in the order in which to read from them.
    List<NodeName> nodes();

    /// Whether it takes uploads.
    boolean accepting();

    /// What the map publishes.
    @JsonIgnore
    Assignment assignment();

    /// When a node is lost, or its copy is no longer wanted. Empty if no other has all images: then it is waited for.
    Optional<GroupLife> without(NodeName lost);

    /// A node that has every image, byte for byte, as another one had at this epoch.
    ///
    /// @param epoch  of the group while it was verified
    /// @param digest over the names and sums of what was compared; see `GroupDigest`
    record Verified(Group group, long epoch, NodeName node, Sha256 digest) {}

    /// At rest.
    record Steady(Group group, long epoch, List<NodeName> nodes, boolean accepting) implements GroupLife {

        public Steady {
            nodes = sound(group, epoch, nodes);
        }

        @Override
        public Assignment assignment() {
            return published(this, nodes, nodes);
        }

        /// From now on `joining` gets all writes, and has to be given the rest.
        ///
        /// @param leaving the node whose place it takes; null when the group gets one copy more
        public Filling fill(NodeName joining, @Nullable NodeName leaving) {
            return new Filling(group, epoch + 1, nodes, joining, leaving, accepting);
        }

        @Override
        public Optional<GroupLife> without(NodeName lost) {
            return !nodes.contains(lost)
                    ? Optional.of(this)
                    : others(nodes, lost).map(left -> new Steady(group, epoch + 1, left, accepting));
        }

        /// Takes uploads again, or no more: they then go to other groups.
        public Steady accepting(boolean uploads) {
            return new Steady(group, epoch + 1, nodes, uploads);
        }
    }

    /// One node more gets all writes, but is not read from.
    record Filling(
            Group group,
            long epoch,
            List<NodeName> nodes,
            NodeName joining,
            @Nullable NodeName leaving,
            boolean accepting)
            implements GroupLife {

        public Filling {
            nodes = sound(group, epoch, nodes);
            requireJoining(group, nodes, joining);
            if (leaving != null && !nodes.contains(leaving)) {
                throw new IllegalArgumentException("Group " + group + " is not on " + leaving + ", so it cannot leave");
            }
        }

        @Override
        public Assignment assignment() {
            return published(this, nodes, with(nodes, joining));
        }

        /// @return Switched when a node leaves, Steady when none does
        public GroupLife verified(Verified proof, Instant now) {
            if (!proof.group().equals(group) || proof.epoch() != epoch || !proof.node().equals(joining)) {
                throw new IllegalArgumentException(proof + " says nothing of " + this);
            }
            return leaving == null
                    ? new Steady(group, epoch + 1, with(nodes, joining), accepting)
                    : new Switched(group, epoch + 1, nodes, joining, leaving, now, accepting);
        }

        public Steady cancel() {
            return new Steady(group, epoch + 1, nodes, accepting);
        }

        @Override
        public Optional<GroupLife> without(NodeName lost) {
            if (lost.equals(joining)) {
                return Optional.of(cancel());
            }
            return !nodes.contains(lost)
                    ? Optional.of(this)
                    : others(nodes, lost)
                            .map(left -> new Filling(
                                    group, epoch + 1, left, joining, lost.equals(leaving) ? null : leaving, accepting));
        }
    }

    /// The new node is read from first; the one that leaves still gets all writes, for those whose map is old.
    record Switched(
            Group group,
            long epoch,
            List<NodeName> nodes,
            NodeName joining,
            NodeName leaving,
            Instant since,
            boolean accepting)
            implements GroupLife {

        public Switched {
            nodes = sound(group, epoch, nodes);
            requireJoining(group, nodes, joining);
            if (!nodes.contains(leaving)) {
                throw new IllegalArgumentException("Group " + group + " is not on " + leaving + ", so it cannot leave");
            }
        }

        @Override
        public Assignment assignment() {
            List<NodeName> read = new ArrayList<>(List.of(joining));
            read.addAll(nodes);
            return published(this, read, with(nodes, joining));
        }

        /// @param grace longer than any map that is still in use can be old
        /// @return empty until then
        public Optional<Steady> afterGrace(Instant now, Duration grace) {
            return now.isBefore(since.plus(grace)) ? Optional.empty() : Optional.of(settled());
        }

        private Steady settled() {
            List<NodeName> left = new ArrayList<>(List.of(joining));
            nodes.stream().filter(node -> !node.equals(leaving)).forEach(left::add);
            return new Steady(group, epoch + 1, left, accepting);
        }

        public Steady cancel() {
            return new Steady(group, epoch + 1, nodes, accepting);
        }

        @Override
        public Optional<GroupLife> without(NodeName lost) {
            if (lost.equals(joining)) {
                return Optional.of(cancel());
            }
            if (lost.equals(leaving)) {
                return Optional.of(settled());
            }
            return !nodes.contains(lost)
                    ? Optional.of(this)
                    : others(nodes, lost)
                            .map(left -> new Switched(group, epoch + 1, left, joining, leaving, since, accepting));
        }
    }

    private static Assignment published(GroupLife life, List<NodeName> read, List<NodeName> write) {
        return new Assignment(
                life.group(),
                life.epoch(),
                read,
                write,
                life.accepting() ? Assignment.State.WRITABLE : Assignment.State.READ_ONLY);
    }

    private static List<NodeName> sound(Group group, long epoch, List<NodeName> nodes) {
        if (epoch < 1 || nodes.isEmpty() || nodes.stream().distinct().count() < nodes.size()) {
            throw new IllegalArgumentException("Group " + group + " cannot live on " + nodes + " at epoch " + epoch);
        }
        return List.copyOf(nodes);
    }

    private static void requireJoining(Group group, List<NodeName> nodes, NodeName joining) {
        if (nodes.contains(joining)) {
            throw new IllegalArgumentException("Group " + group + " is on " + joining + " already");
        }
    }

    private static List<NodeName> with(List<NodeName> nodes, NodeName more) {
        List<NodeName> all = new ArrayList<>(nodes);
        all.add(more);
        return all;
    }

    private static Optional<List<NodeName>> others(List<NodeName> nodes, NodeName lost) {
        List<NodeName> left = nodes.stream().filter(node -> !node.equals(lost)).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(left);
    }
}
