package tintype.contract.simulation;

import java.util.List;

/// Reads the events at its own pace and takes from its node what was deleted. An offset is committed when all is done.
final class NodeDeletions {

    private final SimulatedNode node;
    private final World world;

    NodeDeletions(SimulatedNode node, World world) {
        this.node = node;
        this.world = world;
    }

    void start() {
        long pause = world.isHealed() || !world.schedule.oneIn(8)
                ? world.schedule.between(50, 400)
                : world.schedule.between(400, 4_000);
        node.later(pause, () -> world.network.ask(node, world.log, () -> world.log.read(node.name), read -> read.ifPresentOrElse(
                this::take, this::start)));
    }

    private void take(EventLog.Batch batch) {
        boolean missedSome = batch.committed().orElse(-1) < batch.start();
        if (missedSome && world.holds(Rule.MISSED_DELETIONS_COME_FROM_THE_CATALOGUE)) {
            world.network.ask(node, world.catalogue, world.catalogue::deleted, answer -> answer.ifPresentOrElse(
                    deleted -> {
                        world.saw(Seen.DELETIONS_FROM_CATALOGUE);
                        delete(deleted, batch.start());
                    },
                    this::start));
            return;
        }
        int from = Math.max(batch.start(), batch.committed().orElse(batch.start()));
        List<Photo> deleted = batch.events().stream()
                .filter(EventLog.Event.Deleted.class::isInstance)
                .map(event -> ((EventLog.Event.Deleted) event).photo())
                .filter(this::heeds)
                .toList();
        delete(deleted, from + batch.events().size());
    }

    private boolean heeds(Photo photo) {
        return world.holds(Rule.TOMBSTONES_OF_ALL_GROUPS)
                || node.hasTheGroup()
                || node.disk.live().containsKey(photo);
    }

    private void delete(List<Photo> photos, int offset) {
        if (photos.isEmpty()) {
            world.network.ask(node, world.log, () -> world.log.commit(node.name, offset), _ -> start());
        } else {
            node.delete(photos.getFirst(), () -> delete(photos.subList(1, photos.size()), offset));
        }
    }
}
