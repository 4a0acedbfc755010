/// Moves groups between nodes: which ([tintype.metadata.rebalance.RebalancePlan]), what is next for each
/// ([tintype.metadata.rebalance.Course]), and who writes it down ([tintype.metadata.rebalance.Movements]).
@NullMarked
package tintype.metadata.rebalance;

import org.jspecify.annotations.NullMarked;
