/// From an original to its variants. The port is [tintype.render.RenderEngine]; its engines lie in the packages below.
@NullMarked
package tintype.render;

import org.jspecify.annotations.NullMarked;
