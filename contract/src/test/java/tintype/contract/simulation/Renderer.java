package tintype.contract.simulation;

import java.util.List;
import tintype.contract.groups.NodeName;

/// Follows the events and puts a variant to whichever nodes it thinks have the image, sometimes long after.
final class Renderer extends MapFollower {

    Renderer(World world, MapSnapshot first) {
        super("renderer", world, first);
    }

    @Override
    void start() {
        every(2_000, 6_000, this::lookAtTopic);
        every(100, 500, () -> world.network.ask(
                this, world.log, () -> world.log.read(name), read -> read.ifPresent(this::take)));
    }

    private void take(EventLog.Batch batch) {
        int from = Math.max(batch.start(), batch.committed().orElse(batch.start()));
        List<EventLog.Event> events = batch.events();
        for (EventLog.Event event : events) {
            switch (event) {
                case EventLog.Event.Stored(Photo photo) -> later(rendering(), () -> put(photo));
                case EventLog.Event.Deleted _ -> {}
            }
        }
        world.network.ask(this, world.log, () -> world.log.commit(name, from + events.size()), _ -> {});
    }

    private long rendering() {
        return schedule.oneIn(5) ? schedule.between(1_000, 5_000) : schedule.between(20, 200);
    }

    private void put(Photo photo) {
        var write = new SimulatedNode.Write(
                photo, Photo.VARIANT, photo.bytesOf(Photo.VARIANT), group().epoch());
        for (NodeName name : group().write()) {
            SimulatedNode node = world.node(name);
            world.network.<SimulatedNode.Taken>call(this, node, answer -> node.write(write, answer), _ -> {});
        }
    }
}
