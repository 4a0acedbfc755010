package tintype.contract.groups;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import tintype.contract.Group;

/// Where one group lives.
///
/// @param epoch rises with each change of this group's sets; a write that carries another epoch is refused
/// @param read  nodes to read from, in the order in which to try them
/// @param write nodes that must all have an original before its upload is acknowledged
public record Assignment(Group group, long epoch, List<NodeName> read, List<NodeName> write, State state) {

    public enum State {
        /// Takes uploads.
        @JsonProperty("writable")
        WRITABLE,
        /// Serves, renders and deletes, but uploads go to other groups.
        @JsonProperty("read-only")
        READ_ONLY
    }

    public Assignment {
        if (epoch < 1) {
            throw new IllegalArgumentException("The first epoch of group " + group + " is 1, not " + epoch);
        }
        if (read.isEmpty() || write.isEmpty()) {
            throw new IllegalArgumentException("Group " + group + " lives nowhere");
        }
        read = List.copyOf(read);
        write = List.copyOf(write);
    }

    public boolean isOn(NodeName node) {
        return read.contains(node) || write.contains(node);
    }
}
