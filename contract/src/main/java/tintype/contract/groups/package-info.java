/// Where groups are: the map of a moment ([tintype.contract.groups.GroupMap]), and what a group goes through
/// ([tintype.contract.groups.GroupLife]).
@NullMarked
package tintype.contract.groups;

import org.jspecify.annotations.NullMarked;
