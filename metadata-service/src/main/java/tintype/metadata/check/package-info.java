/// Looks through all groups on all nodes: what differs ([tintype.metadata.check.Fsck]), and what the catalogue should
/// know ([tintype.metadata.check.CatalogueRebuild]).
@NullMarked
package tintype.metadata.check;

import org.jspecify.annotations.NullMarked;
