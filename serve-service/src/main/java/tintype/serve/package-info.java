/// A serving node: stores and serves the files of its groups, and keeps no other state. Here is who it is and what is its
/// own ([tintype.serve.Ownership]). Start reading at [tintype.serve.files.FileRoutes] for what the world sees, and at
/// [tintype.serve.store.StoreResource] for how files come to be.
@NullMarked
package tintype.serve;

import org.jspecify.annotations.NullMarked;
