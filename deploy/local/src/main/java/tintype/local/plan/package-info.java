/// What is to run, with which memory, on which ports, and what each process is told.
@NullMarked
package tintype.local.plan;

import org.jspecify.annotations.NullMarked;
