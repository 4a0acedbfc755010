package tintype.metadata.rebalance;

import java.util.Optional;
import tintype.contract.Group;
import tintype.contract.NodeName;

/// A move and how far it is.
///
/// @param note what it waits for, or why it ended as it did
public record Movement(
        long seq,
        Group group,
        Optional<NodeName> joining,
        Optional<NodeName> leaving,
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
