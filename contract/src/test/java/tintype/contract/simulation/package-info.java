/// The protocol by which groups move, run through thousands of schedules without threads, disks or real time.
///
/// Start with [World]. [Rule] lists what the promises rest on, [Promises] what is checked, [Faults] what goes wrong.
@NullMarked
package tintype.contract.simulation;

import org.jspecify.annotations.NullMarked;
