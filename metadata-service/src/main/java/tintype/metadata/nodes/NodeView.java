package tintype.metadata.nodes;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tintype.contract.groups.NodeName;

/// A node as operators see it.
///
/// @param answers    whether it answered when it was asked last
/// @param trouble    why it does not
/// @param groups     that it has a part in
/// @param bytes      of the groups' files on it
/// @param freeBytes  absent until it has answered once
public record NodeView(
        NodeName name,
        URI url,
        @Nullable String zone,
        NodeState state,
        @Nullable NodeName successor,
        boolean answers,
        @Nullable String trouble,
        Instant heardAt,
        long groups,
        long bytes,
        long images,
        @Nullable Long freeBytes,
        @Nullable Long totalBytes) {}
