package tintype.contract.simulation;

import tintype.contract.groups.Assignment;

/// The group map, of one group.
record MapSnapshot(long version, Assignment group) {

    long epoch() {
        return group.epoch();
    }
}
