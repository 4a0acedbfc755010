/// From one node to many, under load ([tintype.endtoend.expansion.ScaleOut]).
@NullMarked
package tintype.endtoend.expansion;

import org.jspecify.annotations.NullMarked;
