package tintype.metadata.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;

/// Which node should have which group, while a plan is being made.
final class Placement {

    /// Of what is copied; a disk must not become full with the last byte.
    private static final double SLACK = 1.1;
    private static final double SOME = 1e-9;

    /// Of a group: what one weighs in bytes weighs as much as that it is one. Both are levelled, as the bytes are what
    /// is there, and the groups are where more will come.
    private final double usualBytes;
    private final Map<NodeName, Disk> disks = new TreeMap<>();
    private final Map<Group, Home> changeable = new TreeMap<>();
    private final Map<Group, Set<NodeName>> nodes = new HashMap<>();

    private static final class Disk {
        private final Host host;
        /// In parts of the usual disk's.
        private final double capacity;
        private final Set<Group> groups = new TreeSet<>();
        /// Bytes of its groups, in parts of what a group usually has.
        private double bytes;
        private double room;

        Disk(Host host, double usualCapacity) {
            this.host = host;
            this.capacity = Math.max(1, host.totalBytes()) / usualCapacity;
            this.room = host.freeBytes();
        }

        double fill() {
            return (bytes + groups.size()) / capacity;
        }

        double fillWith(double moreBytes) {
            return (bytes + moreBytes + groups.size() + 1) / capacity;
        }
    }

    Placement(List<Host> hosts, List<Home> homes) {
        usualBytes = Math.max(1, homes.stream().mapToLong(Home::bytes).average().orElse(0));
        double usualCapacity = Math.max(1, hosts.stream().mapToLong(Host::totalBytes).average().orElse(0));
        hosts.forEach(host -> disks.put(host.name(), new Disk(host, usualCapacity)));
        for (Home home : homes) {
            nodes.put(home.group(), new TreeSet<>());
            home.nodes().stream().filter(disks::containsKey).forEach(node -> hold(home, node));
        }
    }

    /// Gives a group its replicas.
    ///
    /// @return why it does not have all of them, if so
    Optional<String> settle(Home home, int replicas) {
        changeable.put(home.group(), home);
        List<NodeName> before = List.copyOf(nodesOf(home.group()));
        before.stream().filter(node -> !disk(node).host.takesGroups()).forEach(node -> release(home, node));
        before.forEach(node -> succeed(home, disk(node).host.successor()));

        long takers = disks.values().stream().filter(disk -> disk.host.takesGroups()).count();
        int wanted = (int) Math.min(replicas, takers);
        while (nodesOf(home.group()).size() < wanted && add(home, _ -> true)) {
            // One replica more each time.
        }
        while (nodesOf(home.group()).size() > wanted && wanted > 0) {
            release(home, worst(home));
        }
        spreadOverZones(home);
        return keepWhatHasNoOtherPlace(home, before, replicas);
    }

    private void succeed(Home home, @Nullable NodeName successor) {
        Disk disk = successor == null ? null : disks.get(successor);
        if (disk != null && canTake(disk, home)) {
            hold(home, disk.host.name());
        }
    }

    private boolean add(Home home, Predicate<Disk> wanted) {
        Optional<Disk> best = disks.values().stream()
                .filter(disk -> canTake(disk, home))
                .filter(wanted)
                .min(Comparator.<Disk>comparingInt(disk -> isZoneTaken(home.group(), disk) ? 1 : 0)
                        .thenComparingDouble(disk -> disk.fillWith(bytes(home))));
        best.ifPresent(disk -> hold(home, disk.host.name()));
        return best.isPresent();
    }

    private void spreadOverZones(Home home) {
        boolean more = true;
        while (more && zones(nodesOf(home.group())) < nodesOf(home.group()).size()) {
            NodeName worst = worst(home);
            more = add(home, disk -> !isZoneTaken(home.group(), disk));
            if (more) {
                release(home, worst);
            }
        }
    }

    /// Of nodes that share a zone, or else of all, the fullest.
    private NodeName worst(Home home) {
        Set<NodeName> now = nodesOf(home.group());
        return now.stream()
                .max(Comparator.<NodeName>comparingInt(node -> isAlone(now, node) ? 0 : 1)
                        .thenComparingDouble(node -> disk(node).fill())
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private Optional<String> keepWhatHasNoOtherPlace(Home home, List<NodeName> before, int replicas) {
        int wanted = Math.min(replicas, Math.max(1, before.size()));
        before.stream()
                .filter(node -> disk(node).host.canBeReadFrom())
                .filter(node -> nodesOf(home.group()).size() < wanted)
                .forEach(node -> hold(home, node));
        Set<NodeName> now = nodesOf(home.group());
        if (now.stream().anyMatch(node -> !disk(node).host.takesGroups())) {
            return Optional.of("No other node can take it from one that is to leave");
        }
        return now.size() < replicas
                ? Optional.of("Only " + now.size() + " of " + replicas + " replicas find a place")
                : Optional.empty();
    }

    /// Moves groups from fuller disks to emptier ones for as long as that makes them more even.
    void level() {
        boolean moved = true;
        while (moved) {
            moved = levelOnce();
        }
    }

    private boolean levelOnce() {
        List<Disk> byFill = disks.values().stream()
                .filter(disk -> disk.host.takesGroups())
                .sorted(Comparator.comparingDouble(Disk::fill))
                .toList();
        for (Disk from : byFill.reversed()) {
            for (Disk to : byFill) {
                Optional<Home> best = from.groups.stream()
                        .filter(this::isChangeable)
                        .map(changeable::get)
                        .filter(home -> canTake(to, home) && gain(from, to, home) > SOME)
                        .filter(home -> keepsItsZones(home.group(), from, to))
                        .max(Comparator.comparingDouble(home -> gain(from, to, home)));
                if (best.isPresent()) {
                    release(best.get(), from.host.name());
                    hold(best.get(), to.host.name());
                    return true;
                }
            }
        }
        return false;
    }

    /// By how much the squares of what the disks hold, in proportion to their sizes, become less.
    private double gain(Disk from, Disk to, Home home) {
        return gain(from, to, from.bytes, to.bytes, bytes(home))
                + gain(from, to, from.groups.size(), to.groups.size(), 1);
    }

    private static double gain(Disk from, Disk to, double held, double holding, double moved) {
        return moved * ((held - moved / 2) / from.capacity - (holding + moved / 2) / to.capacity);
    }

    private boolean keepsItsZones(Group group, Disk from, Disk to) {
        Set<NodeName> after = new HashSet<>(nodesOf(group));
        after.remove(from.host.name());
        after.add(to.host.name());
        return zones(after) >= zones(nodesOf(group));
    }

    private boolean canTake(Disk disk, Home home) {
        return disk.host.takesGroups()
                && !disk.groups.contains(home.group())
                && (home.nodes().contains(disk.host.name()) || disk.room >= home.bytes() * SLACK);
    }

    private void hold(Home home, NodeName node) {
        Disk disk = disk(node);
        if (disk.groups.add(home.group())) {
            nodesOf(home.group()).add(node);
            disk.bytes += bytes(home);
            disk.room -= home.nodes().contains(node) ? 0 : home.bytes();
        }
    }

    private void release(Home home, NodeName node) {
        Disk disk = disk(node);
        if (disk.groups.remove(home.group())) {
            nodesOf(home.group()).remove(node);
            disk.bytes -= bytes(home);
            disk.room += home.nodes().contains(node) ? 0 : home.bytes();
        }
    }

    private boolean isZoneTaken(Group group, Disk disk) {
        return nodesOf(group).stream().anyMatch(node -> disk(node).host.failsWith().equals(disk.host.failsWith()));
    }

    private boolean isAlone(Collection<NodeName> others, NodeName node) {
        String zone = disk(node).host.failsWith();
        return others.stream().filter(other -> disk(other).host.failsWith().equals(zone)).count() == 1;
    }

    private long zones(Collection<NodeName> of) {
        return of.stream().map(node -> disk(node).host.failsWith()).distinct().count();
    }

    private double bytes(Home home) {
        return home.bytes() / usualBytes;
    }

    boolean isChangeable(Group group) {
        return changeable.containsKey(group);
    }

    Set<NodeName> nodesOf(Group group) {
        return nodes.getOrDefault(group, Set.of());
    }

    private Disk disk(NodeName node) {
        Disk disk = disks.get(node);
        if (disk == null) {
            throw new IllegalArgumentException("A group lives on " + node + ", which is no node of this cluster");
        }
        return disk;
    }
}
