package tintype.contract.simulation;

import java.util.List;

/// Look at images through any gateway, and delete some.
final class Visitors extends SimulatedProcess {

    private final World world;

    Visitors(World world) {
        super("visitors", world.schedule);
        this.world = world;
    }

    @Override
    void start() {
        every(30, 250, this::look);
        every(500, 3_000, this::delete);
    }

    private void look() {
        List<Photo> photos = world.promises.acknowledged();
        if (!photos.isEmpty() && !world.isHealed()) {
            String file = schedule.oneIn(4) ? Photo.VARIANT : Photo.ORIGINAL;
            schedule.any(world.gateways).read(schedule.any(photos), file);
        }
    }

    private void delete() {
        List<Photo> photos = world.promises.acknowledged();
        if (photos.isEmpty() || world.isHealed()) {
            return;
        }
        // New ones most often: of these, most is under way.
        Photo photo = schedule.oneIn(2) ? photos.getLast() : schedule.any(photos);
        world.promises.deletionAsked(photo);
        world.network.ask(this, world.catalogue, () -> world.catalogue.delete(photo), done -> done.ifPresent(_ -> {
            world.saw(Seen.DELETION_ACKNOWLEDGED);
            world.promises.deletionAcknowledged(photo);
        }));
    }
}
