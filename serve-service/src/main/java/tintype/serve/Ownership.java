package tintype.serve;

import jakarta.enterprise.context.ApplicationScoped;
import tintype.cluster.GroupMapFollower;
import tintype.contract.Assignment;
import tintype.contract.Group;

/// Which groups are on this node, by the newest map that it has seen.
@ApplicationScoped
class Ownership {

    private static final long NOT_HERE = 0;

    private final GroupMapFollower maps;
    private final NodeConfig config;

    Ownership(GroupMapFollower maps, NodeConfig config) {
        this.maps = maps;
        this.config = config;
    }

    boolean has(Group group) {
        return epoch(group) != NOT_HERE;
    }

    /// Whether deletions in this group are for this node. While no map is known all of them are: a tombstone too many
    /// does no harm, one too few does.
    boolean heeds(Group group) {
        return maps.current().isEmpty() || has(group);
    }

    /// At which writes to this group are taken; 0 when it is not on this node.
    long epoch(Group group) {
        return maps.require()
                .assignment(group)
                .filter(assignment -> assignment.isOn(config.nodeName()))
                .map(Assignment::epoch)
                .orElse(NOT_HERE);
    }
}
