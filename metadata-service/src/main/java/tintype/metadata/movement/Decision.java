package tintype.metadata.movement;

import java.util.Optional;
import tintype.contract.Sha256;
import tintype.contract.groups.GroupLife;
import tintype.contract.store.WorkProgress;
import tintype.metadata.groups.Lives;

/// What becomes of a movement after a look at it and at its nodes.
sealed interface Decision {

    /// The group takes a step, and the movement comes into its next phase in the same transaction.
    ///
    /// @param digest of the content, when it was compared for this
    record Step(GroupLife from, GroupLife to, Phase next, Optional<Sha256> digest) implements Decision {
        Lives.Step ofTheGroup() {
            return new Lives.Step(from, to);
        }
    }

    /// The movement comes into another phase, the group stays as it is.
    record Turn(Phase next, Optional<String> why) implements Decision {}

    /// A node is at it.
    record Works(WorkProgress progress) implements Decision {}

    /// Nothing happens.
    ///
    /// @param why empty when there is nothing that it waits for
    record Stays(Optional<String> why) implements Decision {
        static Stays as(String why) {
            return new Stays(Optional.of(why));
        }
    }
}
