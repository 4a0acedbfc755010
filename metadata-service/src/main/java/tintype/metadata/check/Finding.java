package tintype.metadata.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.groups.NodeName;

/// Something that is not as it should be, in one group.
///
/// @param node     on which; absent when it is the catalogue's
/// @param images   how many
/// @param examples some of them
/// @param outcome  what was done about it, or why nothing could be
public record Finding(
        Kind kind,
        Group group,
        @Nullable NodeName node,
        long images,
        List<ImageId> examples,
        @Nullable String outcome) {

    public enum Kind {
        /// Images or variants that another replica has are not on this node.
        @JsonProperty("missing-on-node")
        MISSING_ON_NODE,
        /// Its bytes, or what it says of them, are other than on another replica.
        @JsonProperty("differs-on-node")
        DIFFERS_ON_NODE,
        @JsonProperty("damaged-on-node")
        DAMAGED_ON_NODE,
        /// Deleted, and still served here.
        @JsonProperty("deletion-missed")
        DELETION_MISSED,
        /// On disks, and never heard of: an upload that was not acknowledged, or a catalogue that has forgotten.
        @JsonProperty("unknown-to-catalogue")
        UNKNOWN_TO_CATALOGUE,
        /// In the catalogue, and on no disk.
        @JsonProperty("lost")
        LOST,
        /// The node could not be asked.
        @JsonProperty("not-asked")
        NOT_ASKED
    }

    public Finding {
        examples = List.copyOf(examples);
    }
}
