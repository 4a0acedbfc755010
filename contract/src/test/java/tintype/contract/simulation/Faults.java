package tintype.contract.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;

/// What goes wrong, at random, until all is healed.
final class Faults extends SimulatedProcess {

    private static final long A_WHILE = 3_000;

    private final World world;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    /// No more faults until then: nobody can promise anything for two disks at a time.
    private long quietUntil;

    Faults(World world) {
        super("faults", world.schedule);
        this.world = world;
        processes.addAll(world.nodes);
        processes.addAll(world.uploaders);
        processes.addAll(world.controllers);
        processes.addAll(List.of(world.renderer, world.catalogue, world.topic, world.log));
    }

    @Override
    void start() {
        every(100, 900, () -> {
            if (schedule.now() >= quietUntil && !world.isHealed()) {
                strike();
            }
        });
        if (world.mayLoseADisk()) {
            later(schedule.between(1_000, Timing.TROUBLE / 2), this::loseADisk);
        }
    }

    private void strike() {
        switch (schedule.below(15)) {
            case 0, 1, 2 -> crash(schedule.any(world.nodes), schedule.oneIn(2));
            case 3, 4 -> stopForAWhile(schedule.any(world.nodes));
            case 5 -> stopForAWhile(schedule.any(world.uploaders));
            case 6 -> stopForAWhile(schedule.any(world.controllers));
            case 7 -> crash(schedule.any(world.controllers), false);
            case 8 -> crash(schedule.any(List.of(world.catalogue, world.topic, world.log)), false);
            case 9, 10 -> cut(schedule.any(processes), schedule.any(processes));
            case 11, 12 -> schedule.any(world.gateways).cutFromMaps(schedule.between(200, 700));
            case 13 -> damageACopy();
            default -> {
                if (schedule.oneIn(6)) {
                    restoreTheDatabase();
                }
            }
        }
    }

    private long duration() {
        // Longer than the patience, or longer than the log remembers.
        return switch (schedule.below(8)) {
            case 0 -> schedule.between(Timing.PATIENCE, 2 * Timing.PATIENCE);
            case 1 -> schedule.between(Timing.RETENTION, Timing.RETENTION + A_WHILE);
            default -> schedule.between(20, A_WHILE);
        };
    }

    private void crash(SimulatedProcess process, boolean powerCut) {
        long millis = process instanceof SimulatedNode ? duration() : schedule.between(20, A_WHILE);
        process.crash();
        if (powerCut && process instanceof SimulatedNode node && node.disk.cutPower(schedule)) {
            schedule.tell(() -> node + " has lost writes");
            world.saw(Seen.POWER_CUT_LOST_WRITES);
        }
        later(millis, () -> {
            if (!world.isLost(process)) {
                process.restart();
            }
        });
    }

    private void stopForAWhile(SimulatedProcess process) {
        long millis = duration();
        if (process.isAwake()) {
            process.pause();
            later(millis, process::resume);
        }
    }

    private void cut(SimulatedProcess from, SimulatedProcess to) {
        long millis = duration();
        world.network.cut(from, to, millis);
        if (schedule.oneIn(2)) {
            world.network.cut(to, from, millis);
        }
    }

    /// Of a file on a node that is joining and not yet verified, and that nobody reads from by an older map.
    private void damageACopy() {
        if (world.catalogue.life() instanceof GroupLife.Filling filling) {
            SimulatedNode joining = world.node(filling.joining());
            boolean isRead = world.gateways.stream().anyMatch(gateway -> gateway.readsFrom(joining.node));
            if (!isRead && !joining.work.hasVerified(filling.epoch()) && joining.holdsFiles()) {
                Photo photo = schedule.any(List.copyOf(joining.disk.live().keySet()));
                SortedMap<String, Long> files = joining.disk.live().get(photo);
                files.computeIfPresent(Photo.ORIGINAL, (_, bytes) -> bytes + 1);
                schedule.tell(() -> "a bit of " + photo + " flips on " + joining);
                world.saw(Seen.COPY_DAMAGED);
            }
        }
    }

    /// With all else in order, and another copy: a single fault.
    private void loseADisk() {
        quietUntil = schedule.now() + A_WHILE + 3 * Timing.PATIENCE;
        world.network.mend();
        wakeAll();
        later(A_WHILE, () -> {
            List<NodeName> owners = world.catalogue.life().nodes();
            if (owners.size() > 1) {
                SimulatedNode node = world.node(schedule.any(owners));
                schedule.tell(() -> "the disk of " + node + " is lost");
                world.lose(node);
                node.crash();
                world.saw(Seen.DISK_LOST);
            }
        });
    }

    private void restoreTheDatabase() {
        world.catalogue.restoreABackup();
        world.controllers.forEach(controller -> crash(controller, false));
    }

    void heal() {
        world.network.heal();
        wakeAll();
    }

    private void wakeAll() {
        processes.stream().filter(process -> !world.isLost(process)).forEach(process -> {
            process.restart();
            process.resume();
        });
    }
}
