/// The native engine: libvips, called through the Foreign Function API of Java. [tintype.render.vips.Vips] holds the
/// signatures, [tintype.render.vips.VipsImage] the operations, [tintype.render.vips.VipsEngine] the sequence.
@NullMarked
package tintype.render.vips;

import org.jspecify.annotations.NullMarked;
