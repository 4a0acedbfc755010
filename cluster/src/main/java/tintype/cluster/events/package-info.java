/// Announces events, and lets no service start with a channel that may lose some.
@NullMarked
package tintype.cluster.events;

import org.jspecify.annotations.NullMarked;
