/// Which engine a process renders with ([tintype.render.choice.FastestEngine]).
@NullMarked
package tintype.render.choice;

import org.jspecify.annotations.NullMarked;
