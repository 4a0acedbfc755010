package tintype.metadata.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;

/// Which groups to move so that each has its replicas, in different zones where there are zones. A pure function.
///
/// A group may move several times, one after the other in this order. No move takes a replica away before another is
/// there, and none is undone by a later one.
///
/// @param moves in the order in which to begin them: what is short of replicas first
/// @param stuck what cannot be done, and why
public record RebalancePlan(List<Move> moves, List<Stuck> stuck) {

    /// How much to mend.
    public enum Scope {
        /// Replicas that are missing or too many, on nodes that leave, or side by side in one zone.
        NEEDED,
        /// And spread bytes evenly over the disks.
        EVEN
    }

    public record Stuck(Group group, String reason) {}

    public RebalancePlan {
        moves = List.copyOf(moves);
        stuck = List.copyOf(stuck);
    }

    public static RebalancePlan of(List<Host> hosts, List<Home> homes, int replicas, Scope scope) {
        Map<NodeName, Host> known = new HashMap<>();
        hosts.forEach(host -> known.put(host.name(), host));
        List<Stuck> stuck = new ArrayList<>();
        var placement = new Placement(hosts, homes);
        for (Home home : homes) {
            if (home.moving()) {
                continue;
            }
            if (home.nodes().stream().noneMatch(node -> isAlive(known, node))) {
                stuck.add(new Stuck(home.group(), "Every replica is on a node that is dead"));
            } else {
                placement.settle(home, replicas).ifPresent(reason -> stuck.add(new Stuck(home.group(), reason)));
            }
        }
        if (scope == Scope.EVEN) {
            placement.level();
        }
        return new RebalancePlan(ordered(homes, placement, known, replicas), stuck);
    }

    private static boolean isAlive(Map<NodeName, Host> known, NodeName node) {
        return known.containsKey(node) && known.get(node).canBeReadFrom();
    }

    private record Ranked(int missing, List<Move> moves) {}

    private static List<Move> ordered(
            List<Home> homes, Placement placement, Map<NodeName, Host> known, int replicas) {
        return homes.stream()
                .filter(home -> placement.isChangeable(home.group()))
                .map(home -> {
                    List<NodeName> alive =
                            home.nodes().stream().filter(node -> isAlive(known, node)).toList();
                    return new Ranked(replicas - alive.size(), moves(home, alive, placement.nodesOf(home.group())));
                })
                .sorted(Comparator.comparing(Ranked::missing).reversed())
                .flatMap(ranked -> ranked.moves().stream())
                .toList();
    }

    /// Copies first, so that a group has never fewer replicas than at the beginning or at the end.
    private static List<Move> moves(Home home, List<NodeName> now, Set<NodeName> then) {
        List<NodeName> joining = then.stream().filter(node -> !now.contains(node)).sorted().toList();
        List<NodeName> leaving = now.stream().filter(node -> !then.contains(node)).toList();
        int copies = Math.max(0, joining.size() - leaving.size());
        int replaced = joining.size() - copies;
        Stream<Move> more = joining.stream().limit(copies).map(node -> new Move.Copy(home.group(), node, home.images(), home.bytes()));
        Stream<Move> other = IntStream.range(0, replaced)
                .mapToObj(i -> new Move.Replace(
                        home.group(), joining.get(copies + i), leaving.get(i), home.images(), home.bytes()));
        Stream<Move> less = leaving.stream().skip(replaced).map(node -> new Move.Shed(home.group(), node));
        return Stream.of(more, other, less).flatMap(move -> move).toList();
    }

    public long bytes() {
        return moves.stream().mapToLong(Move::bytes).sum();
    }
}
