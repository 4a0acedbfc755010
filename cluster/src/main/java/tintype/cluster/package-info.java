/// What makes a process a member of a cluster: it follows the map of groups ([tintype.cluster.map.GroupMapFollower]), talks
/// to nodes ([tintype.cluster.nodes.NodeClient]), announces events ([tintype.cluster.events.EventPublisher]), and says no
/// in the same words as all others ([tintype.cluster.http.ProblemAnswers]).
@NullMarked
package tintype.cluster;

import org.jspecify.annotations.NullMarked;
