/// What makes a process a member of a cluster: it follows the map of groups, talks to nodes, announces events,
/// and says no in the same words as all others.
@NullMarked
package tintype.cluster;

import org.jspecify.annotations.NullMarked;
