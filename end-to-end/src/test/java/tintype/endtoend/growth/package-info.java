/// From one node to many, under load ([tintype.endtoend.growth.ScaleOut]).
@NullMarked
package tintype.endtoend.growth;

import org.jspecify.annotations.NullMarked;
