/// Renders the variants of images. Start reading at [tintype.thumbnail.StoredImages], which hears of new originals, or
/// at [tintype.thumbnail.RenderResource], which nodes ask for what is not there yet; both end in
/// [tintype.thumbnail.RenderJobs].
@NullMarked
package tintype.thumbnail;

import org.jspecify.annotations.NullMarked;
