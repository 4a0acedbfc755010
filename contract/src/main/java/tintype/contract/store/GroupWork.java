package tintype.contract.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tintype.contract.groups.NodeName;

/// What a node is told to do with a group, `POST /store/{group}/work`. All of it may be told again at any time: what is
/// done already is found so.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = GroupWork.Pull.class, name = "pull"),
    @JsonSubTypes.Type(value = GroupWork.Verify.class, name = "verify"),
    @JsonSubTypes.Type(value = GroupWork.Drop.class, name = "drop"),
    @JsonSubTypes.Type(value = GroupWork.Compare.class, name = "compare")
})
public sealed interface GroupWork {

    /// Of the group. Work at an epoch that is over fails.
    long epoch();

    /// Copy what that node has and this one has not.
    ///
    /// @param bytesPerSecond 0 for as fast as it goes
    record Pull(NodeName from, long epoch, long bytesPerSecond) implements GroupWork {
        public Pull {
            requireSound(epoch, bytesPerSecond);
        }
    }

    /// Read back the bytes of both nodes and compare them; what is missing or wrong here is copied.
    record Verify(NodeName against, long epoch, long bytesPerSecond) implements GroupWork {
        public Verify {
            requireSound(epoch, bytesPerSecond);
        }
    }

    /// Put the group's files into quarantine. Fails as long as the map says that the group is here.
    record Drop(long epoch) implements GroupWork {
        public Drop {
            requireSound(epoch, 0);
        }
    }

    /// Copy what that node has and this one has not, if their totals differ. Reads no bytes back.
    record Compare(NodeName with, long epoch) implements GroupWork {
        public Compare {
            requireSound(epoch, 0);
        }
    }

    private static void requireSound(long epoch, long bytesPerSecond) {
        if (epoch < 1 || bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "No work is done at epoch " + epoch + " with " + bytesPerSecond + " bytes per second");
        }
    }
}
