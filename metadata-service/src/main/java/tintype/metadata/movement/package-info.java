/// Moves a group from node to node: what is next ([tintype.metadata.movement.Course]), and who writes it down
/// ([tintype.metadata.movement.Movements]).
@NullMarked
package tintype.metadata.movement;

import org.jspecify.annotations.NullMarked;
