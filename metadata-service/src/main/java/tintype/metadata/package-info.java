/// The catalogue of images ([tintype.metadata.ImagesResource], [tintype.metadata.Catalogue]), their deletions
/// ([tintype.metadata.Outbox]), and the source of the group map ([tintype.metadata.MapSource]).
@NullMarked
package tintype.metadata;

import org.jspecify.annotations.NullMarked;
