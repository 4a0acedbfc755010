/// What every front door has to do, as tests: our gateway passes them, and nginx and HAProxy in its place.
/// A front door that is tested stands before the [tintype.frontdoor.ScriptedCluster] and passes
/// [tintype.frontdoor.ReadContract], [tintype.frontdoor.PathContract], [tintype.frontdoor.ApiContract] and
/// [tintype.frontdoor.StreamingContract], less its known [tintype.frontdoor.Shortfall]s.
@NullMarked
package tintype.frontdoor;

import org.jspecify.annotations.NullMarked;
