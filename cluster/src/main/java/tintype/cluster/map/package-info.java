/// The map of groups as a member of the cluster knows it, from Kafka and from its own disk.
@NullMarked
package tintype.cluster.map;

import org.jspecify.annotations.NullMarked;
