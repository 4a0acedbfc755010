/// What is done about where groups are: what an operator asks for ([tintype.metadata.rebalance.Rebalance]), and what
/// happens by itself ([tintype.metadata.rebalance.Round]).
@NullMarked
package tintype.metadata.rebalance;

import org.jspecify.annotations.NullMarked;
