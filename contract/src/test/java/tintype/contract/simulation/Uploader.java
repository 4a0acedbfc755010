package tintype.contract.simulation;

import tintype.contract.groups.Assignment;
import tintype.contract.groups.NodeName;

/// Writes to all nodes of the write set, by a map that may be old, and acknowledges when all have taken it and the log
/// has the event. It may stand still for long at any point of that.
final class Uploader extends MapFollower {

    /// A slow body is taken to its end.
    private static final long PATIENCE = 5_000;

    Uploader(String name, World world, MapSnapshot first) {
        super(name, world, first);
    }

    @Override
    void start() {
        every(2_000, 6_000, this::lookAtTopic);
        every(200, 1_600, () -> {
            if (!world.isHealed()) {
                new Upload(world.nextPhoto(), group()).begin();
            }
        });
    }

    private final class Upload {
        private final Photo photo;
        private final Assignment group;
        private int asked;
        private int answered;
        private int taken;

        Upload(Photo photo, Assignment group) {
            this.photo = photo;
            this.group = group;
        }

        void begin() {
            schedule.tell(() -> Uploader.this + " sends " + photo + " to " + group.write() + " at " + group.epoch());
            asked = group.write().size();
            var write = new SimulatedNode.Write(photo, Photo.ORIGINAL, photo.bytesOf(Photo.ORIGINAL), group.epoch());
            for (NodeName name : group.write()) {
                SimulatedNode node = world.node(name);
                world.network.<SimulatedNode.Taken>call(
                        Uploader.this, node, PATIENCE, answer -> node.write(write, answer), got -> {
                            answered++;
                            taken += got.filter(SimulatedNode.Taken.STORED::equals).isPresent() ? 1 : 0;
                            announceIfTaken();
                        });
            }
        }

        private void announceIfTaken() {
            int enough = world.holds(Rule.ALL_NODES_TAKE_AN_UPLOAD) ? asked : 1;
            if (answered == asked && taken >= enough) {
                world.network.ask(
                        Uploader.this,
                        world.log,
                        () -> world.log.append(new EventLog.Event.Stored(photo)),
                        done -> done.ifPresent(_ -> acknowledge()));
            }
        }

        private void acknowledge() {
            world.saw(Seen.UPLOAD_ACKNOWLEDGED);
            world.promises.acknowledged(photo);
        }
    }
}
