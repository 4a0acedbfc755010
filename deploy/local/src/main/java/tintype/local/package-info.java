/// The command line: starts, watches and stops the whole suite on one machine.
///
/// Start reading at [Up], the command; [tintype.local.plan.Part] is the table of what is started with which memory,
/// [tintype.local.run.Suite] the order, [tintype.local.run.Keeper] the life of one process.
@NullMarked
package tintype.local;

import org.jspecify.annotations.NullMarked;
