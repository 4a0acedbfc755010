/// What the services have in common as servers: who may ask, and how they say no (RFC 9457).
@NullMarked
package tintype.cluster.http;

import org.jspecify.annotations.NullMarked;
