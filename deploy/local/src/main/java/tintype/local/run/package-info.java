/// Processes: started, watched, started again, stopped.
@NullMarked
package tintype.local.run;

import org.jspecify.annotations.NullMarked;
