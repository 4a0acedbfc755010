package tintype.contract.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tintype.contract.ImageId;

/// One line of a group's listing, `GET /store/{group}`. The member that a line has tells what it is.
///
/// Lines are in the order of their ids; the last one is the [End]. A listing without it was cut off.
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(GroupEntry.Live.class),
    @JsonSubTypes.Type(GroupEntry.Deleted.class),
    @JsonSubTypes.Type(GroupEntry.Damaged.class),
    @JsonSubTypes.Type(GroupEntry.End.class)
})
public sealed interface GroupEntry {

    /// The image is to be kept, and these files of it. The manifest tells of the original also when that is lost here.
    record Live(@JsonProperty("live") StoredImage image) implements GroupEntry {}

    /// The image was deleted and must not come back, whoever has it.
    record Deleted(@JsonProperty("deleted") ImageId id) implements GroupEntry {}

    /// Something of this image is here, and what it is cannot be told. Who copies the group cannot be done with it.
    record Damaged(@JsonProperty("damaged") ImageId id) implements GroupEntry {}

    record End(@JsonProperty("end") GroupTotals totals) implements GroupEntry {}
}
