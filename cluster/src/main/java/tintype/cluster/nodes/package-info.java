/// Speaks the node protocol: `docs/reference/node-protocol.md`.
@NullMarked
package tintype.cluster.nodes;

import org.jspecify.annotations.NullMarked;
