/// Keeps what is on the disk as it was written: reads it back ([tintype.serve.upkeep.Scrub]), and gets from the other
/// nodes of a group what is not ([tintype.serve.upkeep.Mending]).
@NullMarked
package tintype.serve.upkeep;

import org.jspecify.annotations.NullMarked;
