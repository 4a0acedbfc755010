package tintype.cluster.map;

import tintype.contract.groups.GroupMap;

/// Newer maps for tests, taken as if they came from Kafka.
public final class NewMaps {

    private NewMaps() {}

    public static void arrive(GroupMapFollower follower, GroupMap map) {
        follower.accept(map);
    }
}
