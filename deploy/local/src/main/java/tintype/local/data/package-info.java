/// The data directory: what lies where, who may use it, and what it knows about its cluster.
@NullMarked
package tintype.local.data;

import org.jspecify.annotations.NullMarked;
