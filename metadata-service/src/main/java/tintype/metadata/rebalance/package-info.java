/// Moves groups between nodes: which ([tintype.metadata.rebalance.RebalancePlan]) and how
/// ([tintype.metadata.rebalance.Movements]).
@NullMarked
package tintype.metadata.rebalance;

import org.jspecify.annotations.NullMarked;
