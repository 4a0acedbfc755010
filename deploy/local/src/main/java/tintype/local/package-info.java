/// Starts, watches and stops the whole suite on one machine.
///
/// Start reading at [Tintype], the command line; [Part] is the table of what is started with which memory, [Suite] the
/// order, [Keeper] what happens to one process from its start to its end.
@NullMarked
package tintype.local;

import org.jspecify.annotations.NullMarked;
