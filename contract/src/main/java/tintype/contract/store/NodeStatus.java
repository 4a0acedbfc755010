package tintype.contract.store;

import java.util.UUID;
import tintype.contract.groups.NodeName;

/// How a node is; what it answers to `GET /store`. Uploaders prefer groups on nodes with room.
///
/// @param freeBytes      what its disk has left for this user
/// @param totalBytes     the size of its disk
/// @param acceptsUploads false when its disk is too full for new images; it serves, renders and deletes as ever
public record NodeStatus(
        NodeName node, UUID cluster, long mapVersion, long freeBytes, long totalBytes, boolean acceptsUploads) {}
