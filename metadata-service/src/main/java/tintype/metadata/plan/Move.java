package tintype.metadata.plan;

import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;

/// One change of the nodes that have a group.
public sealed interface Move {

    Group group();

    @Nullable NodeName joining();

    @Nullable NodeName leaving();

    /// What has to be copied for it.
    long images();

    long bytes();

    /// One replica more.
    record Copy(Group group, NodeName joining, long images, long bytes) implements Move {
        @Override
        public @Nullable NodeName leaving() {
            return null;
        }
    }

    /// As many replicas, on another node.
    record Replace(Group group, NodeName joining, NodeName leaving, long images, long bytes) implements Move {}

    /// One replica less.
    record Shed(Group group, NodeName leaving) implements Move {
        @Override
        public @Nullable NodeName joining() {
            return null;
        }

        @Override
        public long images() {
            return 0;
        }

        @Override
        public long bytes() {
            return 0;
        }
    }
}
