package tintype.contract.simulation;

import java.util.List;

/// The compacted topic with the map: whoever follows it gets each snapshot at some time; whoever looks gets the last.
final class MapTopic extends SimulatedProcess {

    private final World world;
    private MapSnapshot last;
    private MapSnapshot newest;

    MapTopic(World world, MapSnapshot first) {
        super("map-topic", world.schedule);
        this.world = world;
        this.last = first;
        this.newest = first;
    }

    @Override
    void start() {}

    MapSnapshot last() {
        return last;
    }

    /// Of all that were ever published; the last may be older, when one of two publishers was slow.
    MapSnapshot newest() {
        return newest;
    }

    /// @param restores of the database when this was sent: nothing is under way from before while one restores a backup
    MapSnapshot publish(MapSnapshot next, int restores) {
        if (restores != world.catalogue.restores()) {
            return last;
        }
        last = next;
        newest = next.version() > newest.version() ? next : newest;
        schedule.tell(() -> "published: " + next);
        world.gateways.forEach(gateway -> gateway.hearOf(next));
        deliver(next, world.nodes, 6_000);
        deliver(next, world.uploaders, 9_000);
        deliver(next, List.of(world.renderer), 9_000);
        return next;
    }

    private void deliver(MapSnapshot next, List<? extends MapFollower> followers, long latest) {
        for (MapFollower follower : followers) {
            long delay = world.isHealed() || !schedule.oneIn(4) ? schedule.between(2, 60) : schedule.between(60, latest);
            schedule.after(delay, () -> follower.receive(() -> follower.take(next)));
        }
    }
}
