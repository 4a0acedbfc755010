/// The source of the group map ([tintype.metadata.groups.MapSource]): what each group is going through
/// ([tintype.metadata.groups.Lives]), from the founding of the cluster on.
@NullMarked
package tintype.metadata.groups;

import org.jspecify.annotations.NullMarked;
