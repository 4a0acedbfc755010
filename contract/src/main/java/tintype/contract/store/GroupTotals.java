package tintype.contract.store;

import tintype.contract.Sha256;

/// What a node has of a group, in one line; two nodes with equal totals have the same files.
///
/// @param files   public files: originals and variants
/// @param deleted images of which there is a tombstone
/// @param digest  over all entries; see [GroupDigest]
public record GroupTotals(long images, long files, long bytes, long deleted, Sha256 digest) {}
