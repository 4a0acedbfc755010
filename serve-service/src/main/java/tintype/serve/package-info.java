/// A serving node: stores and serves the files of its groups, and keeps no other state. Start reading at
/// [tintype.serve.FileRoutes] for what the world sees, and at [tintype.serve.StoreResource] for how files come to be.
@NullMarked
package tintype.serve;

import org.jspecify.annotations.NullMarked;
