/// Users at work while processes die, stand still or lose each other ([tintype.endtoend.faults.Fault]).
@NullMarked
package tintype.endtoend.faults;

import org.jspecify.annotations.NullMarked;
