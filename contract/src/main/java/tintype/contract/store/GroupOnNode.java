package tintype.contract.store;

import tintype.contract.Group;

/// What lies on a node of one group; `GET /store/groups` answers a list of them, also of groups that the map has
/// elsewhere. Counted at start and with each scrub, kept up in between.
///
/// @param bytes       of public files
/// @param quarantined files and directories in quarantine
/// @param damaged     files that are wrong or lost here and for which no good copy was found yet
public record GroupOnNode(Group group, long images, long bytes, long quarantined, long damaged) {}
