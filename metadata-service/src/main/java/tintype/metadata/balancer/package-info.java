/// Configurations for load balancers that stand in the gateway's place ([tintype.metadata.balancer.BalancerResource]).
@NullMarked
package tintype.metadata.balancer;

import org.jspecify.annotations.NullMarked;
