/// Takes photos over HTTP. Start reading at [tintype.upload.ImagesResource], then [tintype.upload.PhotoIntake].
@NullMarked
package tintype.upload;

import org.jspecify.annotations.NullMarked;
