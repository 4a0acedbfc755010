package tintype.metadata.plan;

import java.util.List;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;

/// Where a group lives, as a plan sees it.
///
/// @param nodes  those that will have it when the movement that is under way, if any, has ended
/// @param moving the plan leaves it alone
public record Home(Group group, List<NodeName> nodes, long images, long bytes, boolean moving) {

    public Home {
        nodes = List.copyOf(nodes);
    }
}
