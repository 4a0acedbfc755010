/// How files come to be and go: writes at the epoch of the moment ([tintype.serve.store.StoreIntake]), and deletions.
@NullMarked
package tintype.serve.store;

import org.jspecify.annotations.NullMarked;
