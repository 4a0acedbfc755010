/// What files say of themselves: their kind, their size in pixels, where they end. Nothing is decoded.
@NullMarked
package tintype.upload.photo;

import org.jspecify.annotations.NullMarked;
