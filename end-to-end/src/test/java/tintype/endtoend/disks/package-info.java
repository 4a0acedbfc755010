/// Disks that fill up or lose bytes, below a whole suite.
@NullMarked
package tintype.endtoend.disks;

import org.jspecify.annotations.NullMarked;
