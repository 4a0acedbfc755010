package tintype.contract.groups;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A serving node as the map knows it.
///
/// @param url  where services of the cluster reach it; never shown to the public
/// @param zone a rack, room or data centre that fails as one; absent when the operator names none
public record Node(NodeName name, URI url, @Nullable String zone) {}
