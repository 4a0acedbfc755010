package tintype.contract.simulation;

import java.util.Iterator;
import java.util.Optional;
import tintype.contract.groups.NodeName;

/// Reads from the nodes of the read set in their order: on to the next on silence, 404 and 421; when none has it, asks for
/// the map once and begins anew.
final class Gateway extends MapFollower {

    private long cutUntil;
    private int reading;

    Gateway(String name, World world, MapSnapshot first) {
        super(name, world, first);
    }

    @Override
    void start() {}

    /// No maps for a while, neither from the topic nor from its source.
    void cutFromMaps(long millis) {
        cutUntil = Math.max(cutUntil, schedule.now() + millis);
    }

    void hearOf(MapSnapshot next) {
        long until = Math.max(0, cutUntil - schedule.now());
        later(until + schedule.between(2, 60), () -> take(next));
    }

    /// Or may be about to.
    boolean readsFrom(NodeName node) {
        return reading > 0 || group().read().contains(node);
    }

    void read(Photo photo, String file) {
        reading++;
        new Reading(photo, file).begin();
    }

    private final class Reading {
        private final Photo photo;
        private final String file;
        private final long since = schedule.now();
        private Iterator<NodeName> nodes = group().read().iterator();
        private boolean someoneWasSilent;
        private boolean isFirst = true;
        private boolean hasRefreshed;

        Reading(Photo photo, String file) {
            this.photo = photo;
            this.file = file;
        }

        void begin() {
            if (nodes.hasNext()) {
                SimulatedNode node = world.node(nodes.next());
                world.network.ask(Gateway.this, node, () -> node.read(photo, file), this::judge);
            } else if (hasRefreshed) {
                end(Optional.empty());
            } else if (schedule.now() < cutUntil) {
                someoneWasSilent |= world.hasJustLostANode();
                end(Optional.empty());
            } else {
                hasRefreshed = true;
                world.network.ask(Gateway.this, world.catalogue, world.catalogue::map, this::beginAnew);
            }
        }

        private void judge(Optional<SimulatedNode.Found> answer) {
            boolean final_ = answer.isPresent()
                    && switch (answer.get()) {
                        case SimulatedNode.Found.Bytes _, SimulatedNode.Found.Deleted _ -> true;
                        case SimulatedNode.Found.Nothing _, SimulatedNode.Found.NotThisNode _ -> false;
                    };
            if (final_) {
                end(answer);
            } else {
                isFirst = false;
                someoneWasSilent |= answer.isEmpty();
                begin();
            }
        }

        private void beginAnew(Optional<MapSnapshot> newest) {
            if (newest.isPresent()) {
                take(newest.get());
                world.saw(Seen.READ_WITH_A_NEWER_MAP);
                someoneWasSilent = false;
                nodes = group().read().iterator();
            }
            begin();
        }

        private void end(Optional<SimulatedNode.Found> answer) {
            reading--;
            if (!isFirst && answer.isPresent()) {
                world.saw(Seen.READ_FROM_ANOTHER_NODE);
            }
            schedule.tell(() -> Gateway.this + " reads " + photo + "/" + file + ": " + answer
                    + (someoneWasSilent ? ", and someone was silent" : ""));
            world.promises.read(Gateway.this, photo, file, since, answer, someoneWasSilent);
        }
    }
}
