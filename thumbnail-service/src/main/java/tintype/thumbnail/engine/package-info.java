/// From an original to its variants: the port [tintype.thumbnail.engine.RenderEngine], and the engine on imgscalr.
@NullMarked
package tintype.thumbnail.engine;

import org.jspecify.annotations.NullMarked;
