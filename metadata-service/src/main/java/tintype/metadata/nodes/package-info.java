/// The nodes of the cluster: which there are ([tintype.metadata.nodes.Nodes]), how each of them is doing
/// ([tintype.metadata.nodes.Heartbeats]), and what an operator does with them.
@NullMarked
package tintype.metadata.nodes;

import org.jspecify.annotations.NullMarked;
