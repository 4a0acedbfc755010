/// The front door: one origin, files to the nodes of their group ([tintype.gateway.FileRoutes]), the API to its
/// services ([tintype.gateway.ApiRoutes]).
@NullMarked
package tintype.gateway;

import org.jspecify.annotations.NullMarked;
