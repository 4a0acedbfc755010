package tintype.serve.groups;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.Sha256;

/// Some work on a group, and what comes of it. Interrupted, it leaves nothing half done, and may be done again.
interface GroupJob {

    sealed interface Outcome {}

    /// @param digest of all that had to be here, where that was looked at
    record Done(@Nullable Sha256 digest) implements Outcome {}

    record Failed(String reason) implements Outcome {}

    Outcome run(Group group, Progress progress) throws IOException, InterruptedException;
}
