/// The catalogue of images ([tintype.metadata.ImagesResource], [tintype.metadata.Catalogue]) and their deletions
/// ([tintype.metadata.Outbox]). Where images live is the matter of the packages below.
@NullMarked
package tintype.metadata;

import org.jspecify.annotations.NullMarked;
