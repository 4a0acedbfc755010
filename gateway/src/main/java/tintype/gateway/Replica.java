package tintype.gateway;

/// A node that has a group.
record Replica(Upstream node, NodePulse pulse) {}
