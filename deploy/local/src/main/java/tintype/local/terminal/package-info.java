/// What the user sees.
@NullMarked
package tintype.local.terminal;

import org.jspecify.annotations.NullMarked;
