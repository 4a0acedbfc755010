/// Plans which groups should be where ([tintype.metadata.plan.RebalancePlan]): values alone, no database and no nodes.
@NullMarked
package tintype.metadata.plan;

import org.jspecify.annotations.NullMarked;
