/// What services and nodes say to each other; see `docs/reference/node-protocol.md`.
@NullMarked
package tintype.contract.store;

import org.jspecify.annotations.NullMarked;
