package tintype.contract.simulation;

import tintype.contract.groups.Assignment;

/// Whoever acts by a map: the newest that he has heard of, which may be old.
abstract class MapFollower extends SimulatedProcess {

    final World world;
    private MapSnapshot map;

    MapFollower(String name, World world, MapSnapshot first) {
        super(name, world.schedule);
        this.world = world;
        this.map = first;
    }

    final MapSnapshot map() {
        return map;
    }

    final Assignment group() {
        return map.group();
    }

    /// Maps come late, and in any order.
    final void take(MapSnapshot next) {
        if (next.version() > map.version()
                || next.version() < map.version() && !world.holds(Rule.OLDER_MAPS_ARE_IGNORED)) {
            keep(next);
            go(next);
        }
    }

    /// Before it is obeyed.
    void keep(MapSnapshot next) {}

    final void go(MapSnapshot next) {
        map = next;
    }

    final void lookAtTopic() {
        world.network.ask(this, world.topic, world.topic::last, last -> last.ifPresent(this::take));
    }
}
