/// The engine in pure Java: ImageIO decodes, imgscalr scales. One step, one file.
@NullMarked
package tintype.render.imgscalr;

import org.jspecify.annotations.NullMarked;
