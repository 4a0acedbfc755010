package tintype.metadata.movement;

import java.util.Optional;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;

/// A move and how far it is.
///
/// @param urgent the group has lost a copy; other movements can wait
/// @param note   what it waits for, or why it ended as it did
public record Movement(
        long seq,
        Group group,
        Optional<NodeName> joining,
        Optional<NodeName> leaving,
        boolean urgent,
        Phase phase,
        Optional<String> note,
        long images,
        long imagesTotal,
        long bytesDone,
        long bytes) {

    boolean involves(NodeName node) {
        return joining.filter(node::equals).isPresent() || leaving.filter(node::equals).isPresent();
    }
}
