package tintype.metadata.movement;

import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;

/// A movement as operators see it.
///
/// @param waitsFor what keeps it from going on
public record MovementView(
        Group group,
        @Nullable NodeName joining,
        @Nullable NodeName leaving,
        Phase phase,
        long images,
        long imagesTotal,
        long bytes,
        long bytesTotal,
        @Nullable String waitsFor) {

    public static MovementView of(Movement movement) {
        return new MovementView(
                movement.group(),
                movement.joining().orElse(null),
                movement.leaving().orElse(null),
                movement.phase(),
                movement.images(),
                movement.imagesTotal(),
                movement.bytesDone(),
                movement.bytes(),
                movement.note().orElse(null));
    }
}
