/// The suite as its users see it: processes of its own, whatever happens to them.
@NullMarked
package tintype.endtoend;

import org.jspecify.annotations.NullMarked;
