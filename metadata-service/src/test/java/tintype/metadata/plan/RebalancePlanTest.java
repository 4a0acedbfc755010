package tintype.metadata.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;
import tintype.metadata.nodes.NodeState;
import tintype.metadata.plan.RebalancePlan.Scope;
import tintype.metadata.rebalance.Farm;

class RebalancePlanTest {

    private static final long GIGABYTE = 1 << 30;

    record Farm(List<Host> hosts, List<Home> homes, int replicas) {
        RebalancePlan plan(Scope scope) {
            return RebalancePlan.of(hosts, homes, replicas, scope);
        }

        List<Host> takers() {
            return hosts.stream().filter(Host::takesGroups).toList();
        }

        Host host(NodeName name) {
            return hosts.stream().filter(host -> host.name().equals(name)).findFirst().orElseThrow();
        }

        Set<NodeName> alive(Home home) {
            var alive = new HashSet<>(home.nodes());
            alive.removeIf(node -> !host(node).canBeReadFrom());
            return alive;
        }

        /// As if all moves had been made, one after the other.
        Farm after(RebalancePlan plan) {
            Map<Group, Set<NodeName>> nodes = new HashMap<>();
            homes.forEach(home -> nodes.put(home.group(), alive(home).isEmpty() ? new HashSet<>(home.nodes()) : alive(home)));
            for (Move move : plan.moves()) {
                Set<NodeName> now = nodes.get(move.group());
                if (move.joining() != null) {
                    assertThat(now.add(move.joining())).as("%s joins once", move).isTrue();
                }
                if (move.leaving() != null) {
                    assertThat(now.remove(move.leaving())).as("%s leaves from where it is", move).isTrue();
                }
                assertThat(now).as("replicas after %s", move).isNotEmpty();
            }
            return new Farm(
                    hosts,
                    homes.stream()
                            .map(home -> new Home(
                                    home.group(), nodes.get(home.group()).stream().sorted().toList(), home.images(),
                                    home.bytes(), false))
                            .toList(),
                    replicas);
        }

        long groupsOn(String node) {
            return homes.stream().filter(home -> home.nodes().contains(new NodeName(node))).count();
        }

        long bytesOn(Host host) {
            return homes.stream().filter(home -> home.nodes().contains(host.name())).mapToLong(Home::bytes).sum();
        }

        long zones(Home home) {
            return home.nodes().stream().map(node -> host(node).failsWith()).distinct().count();
        }
    }

    @Provide
    Arbitrary<Farm> farms() {
        Arbitrary<NodeState> states = Arbitraries.frequency(
                Tuple.of(5, NodeState.JOINED),
                Tuple.of(1, NodeState.DRAINING),
                Tuple.of(1, NodeState.DEAD));
        Arbitrary<Host> hosts = Combinators.combine(
                        states, Arbitraries.of("a", "b", "c").injectNull(0.3), Arbitraries.of(1L, 2L, 4L))
                .as((state, zone, size) -> new Host(
                        new NodeName("n"), zone, state, size * 1000 * GIGABYTE, size * 900 * GIGABYTE, null));
        return Combinators.combine(
                        hosts.list().ofMinSize(1).ofMaxSize(7),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.randoms())
                .as((list, replicas, random) -> {
                    List<Host> named = IntStream.range(0, list.size())
                            .mapToObj(i -> named("node-" + (i + 1), list.get(i)))
                            .toList();
                    List<Home> homes = new ArrayList<>();
                    for (int number = 0; number < 60; number++) {
                        List<NodeName> nodes = new ArrayList<>(named.stream().map(Host::name).toList());
                        Collections.shuffle(nodes, random);
                        int copies = 1 + random.nextInt(Math.min(3, nodes.size()));
                        homes.add(new Home(
                                new Group(number), nodes.subList(0, copies), 100, random.nextInt(3) * GIGABYTE, false));
                    }
                    return new Farm(named, homes, replicas);
                });
    }

    private static Host named(String name, Host host) {
        return new Host(
                new NodeName(name), host.zone(), host.state(), host.totalBytes(), host.freeBytes(), null);
    }

    @Property(tries = 300)
    void givesEachGroupAllReplicasThatThereIsAPlaceFor(@ForAll("farms") Farm farm, @ForAll Scope scope) {
        Farm after = farm.after(farm.plan(scope));
        int wanted = Math.min(farm.replicas(), farm.takers().size());

        for (int i = 0; i < farm.homes().size(); i++) {
            Home home = after.homes().get(i);
            if (!farm.alive(farm.homes().get(i)).isEmpty() && wanted > 0) {
                assertThat(home.nodes()).hasSizeBetween(wanted, farm.replicas()).doesNotHaveDuplicates();
                assertThat(home.nodes().stream().filter(node -> farm.host(node).takesGroups())).hasSizeGreaterThanOrEqualTo(wanted);
            }
        }
    }

    @Property(tries = 300)
    void putsReplicasIntoAsManyZonesAsThereAre(@ForAll("farms") Farm farm, @ForAll Scope scope) {
        Farm after = farm.after(farm.plan(scope));
        long zones = farm.takers().stream().map(Host::failsWith).distinct().count();

        for (int i = 0; i < farm.homes().size(); i++) {
            if (!farm.alive(farm.homes().get(i)).isEmpty() && !farm.takers().isEmpty()) {
                assertThat(after.zones(after.homes().get(i))).isGreaterThanOrEqualTo(Math.min(zones, farm.replicas()));
            }
        }
    }

    @Property(tries = 300)
    void hasNothingLeftToDoOnceItIsDone(@ForAll("farms") Farm farm, @ForAll Scope scope) {
        Farm after = farm.after(farm.plan(scope));

        assertThat(after.plan(scope).moves()).isEmpty();
    }

    @Property(tries = 300)
    void emptiesNodesThatAreDrainedWhenEnoughOthersStay(@ForAll("farms") Farm farm) {
        Farm after = farm.after(farm.plan(Scope.NEEDED));

        if (farm.takers().size() >= 3) {
            farm.hosts().stream()
                    .filter(host -> host.state() == NodeState.DRAINING)
                    .forEach(host -> assertThat(after.groupsOn(host.name().text())).isZero());
        }
    }

    @Property(tries = 300)
    void movesNoGroupTwiceToAndFro(@ForAll("farms") Farm farm, @ForAll Scope scope) {
        Set<List<Object>> joined = new HashSet<>();
        Set<List<Object>> left = new HashSet<>();
        for (Move move : farm.plan(scope).moves()) {
            if (move.joining() != null) {
                joined.add(List.of(move.group(), move.joining()));
            }
            if (move.leaving() != null) {
                left.add(List.of(move.group(), move.leaving()));
            }
        }

        assertThat(joined).noneMatch(left::contains);
    }

    @Property(tries = 300)
    void leavesTheGroupsAloneThatMoveAlready(@ForAll("farms") Farm farm, @ForAll Scope scope) {
        List<Home> moving = farm.homes().stream()
                .map(home -> new Home(
                        home.group(), home.nodes(), home.images(), home.bytes(), home.group().number() % 2 == 0))
                .toList();

        assertThat(new Farm(farm.hosts(), moving, farm.replicas()).plan(scope).moves())
                .allMatch(move -> move.group().number() % 2 == 1);
    }

    @Test
    void spreadsOneNodeOverThreeWithTheFewestMoves() {
        Farm farm = farm(1, dealtOut(256, "node-1"), host("node-1"), host("node-2"), host("node-3"));
        RebalancePlan plan = farm.plan(Scope.EVEN);
        Farm after = farm.after(plan);

        assertThat(plan.moves()).hasSize(170).allMatch(Move.Replace.class::isInstance);
        assertThat(List.of("node-1", "node-2", "node-3")).allSatisfy(node -> assertThat(after.groupsOn(node)).isBetween(85L, 86L));
    }

    @Test
    void sharesOutBytesAndGroupsWhenAFewGroupsHaveAllTheBytes() {
        List<Home> homes = IntStream.range(0, 256)
                .mapToObj(i -> new Home(
                        new Group(i), List.of(new NodeName("node-1")), 100, i % 10 == 0 ? i * GIGABYTE / 10 : 0, false))
                .toList();
        Farm farm = farm(1, homes, host("node-1"), host("node-2"));
        Farm after = farm.after(farm.plan(Scope.EVEN));

        assertThat(after.groupsOn("node-1")).isBetween(126L, 130L);
        long bytes = homes.stream().mapToLong(Home::bytes).sum();
        assertThat(after.bytesOn(farm.host(new NodeName("node-1")))).isBetween(bytes * 45 / 100, bytes * 55 / 100);
    }

    @Test
    void copiesEveryGroupOnceAndLevelsThemWhenReplicasAreRaised() {
        Farm farm = farm(2, dealtOut(256, "node-1", "node-2", "node-3"), host("node-1"), host("node-2"), host("node-3"));
        RebalancePlan plan = farm.plan(Scope.NEEDED);
        Farm after = farm.after(plan);

        assertThat(plan.moves()).hasSize(256).allMatch(Move.Copy.class::isInstance);
        assertThat(plan.bytes()).isEqualTo(256 * GIGABYTE);
        assertThat(List.of("node-1", "node-2", "node-3")).allSatisfy(node -> assertThat(after.groupsOn(node)).isBetween(169L, 173L));
    }

    @Test
    void fillsDisksInTheProportionOfTheirSizes() {
        Farm farm = farm(1, dealtOut(240, "node-1"), host("node-1"), host("node-2", null, 3000 * GIGABYTE));
        Farm after = farm.after(farm.plan(Scope.EVEN));

        assertThat(after.groupsOn("node-1")).isBetween(59L, 61L);
        assertThat(after.groupsOn("node-2")).isBetween(179L, 181L);
    }

    @Test
    void levelsWithinAZoneWhenTheOtherZoneIsSmall() {
        List<Home> homes = IntStream.range(0, 256).mapToObj(i -> home(i, "node-1", "node-2")).toList();
        Farm farm = farm(2, homes, host("node-1", "a"), host("node-2", "b"), host("node-3", "b"));
        Farm after = farm.after(farm.plan(Scope.EVEN));

        assertThat(after.groupsOn("node-1")).isEqualTo(256);
        assertThat(after.groupsOn("node-2")).isEqualTo(128);
        assertThat(after.groupsOn("node-3")).isEqualTo(128);
    }

    @Test
    void beginsWithTheGroupsThatAreShortOfReplicas() {
        List<Home> homes = List.of(home(0, "node-1", "node-4"), home(1, "node-1"), home(2, "node-2"));
        Farm farm = farm(
                2, homes, host("node-1"), host("node-2"), host("node-3"),
                new Host(new NodeName("node-4"), null, NodeState.DRAINING, 1000 * GIGABYTE, 900 * GIGABYTE, null));

        assertThat(farm.plan(Scope.NEEDED).moves())
                .extracting(move -> move.group().number())
                .containsExactly(1, 2, 0);
    }

    @Test
    void givesTheGroupsOfAReplacedNodeToItsSuccessor() {
        Farm farm = farm(
                1, dealtOut(20, "node-1", "node-2"),
                new Host(new NodeName("node-1"), null, NodeState.DRAINING, 1000 * GIGABYTE, 0, new NodeName("node-3")),
                host("node-2"),
                host("node-3"));

        assertThat(farm.plan(Scope.NEEDED).moves()).hasSize(10).allMatch(move -> new NodeName("node-3").equals(move.joining()));
    }

    @Test
    void dropsCopiesWhenReplicasAreLowered() {
        Farm farm = farm(1, List.of(home(0, "node-1", "node-2")), host("node-1"), host("node-2"));

        assertThat(farm.plan(Scope.NEEDED).moves()).singleElement().isInstanceOf(Move.Shed.class);
    }

    @Test
    void saysWhichGroupsNobodyHasAReplicaOf() {
        Farm farm = farm(
                1, List.of(home(7, "node-1")),
                new Host(new NodeName("node-1"), null, NodeState.DEAD, 1, 0, null), host("node-2"));
        RebalancePlan plan = farm.plan(Scope.EVEN);

        assertThat(plan.moves()).isEmpty();
        assertThat(plan.stuck()).singleElement().satisfies(stuck -> assertThat(stuck.reason()).contains("dead"));
    }

    @Test
    void leavesAGroupWhereItIsWhenNoDiskHasRoom() {
        Farm farm = farm(
                1, List.of(home(7, "node-1")),
                new Host(new NodeName("node-1"), null, NodeState.DRAINING, 1000 * GIGABYTE, 0, null),
                new Host(new NodeName("node-2"), null, NodeState.JOINED, 1000 * GIGABYTE, GIGABYTE, null));
        RebalancePlan plan = farm.plan(Scope.EVEN);

        assertThat(plan.moves()).isEmpty();
        assertThat(plan.stuck()).singleElement().satisfies(stuck -> assertThat(stuck.reason()).contains("No other node"));
    }

    @Test
    void keepsTheOnlyNodeThatThereIs() {
        Farm farm = farm(
                1, List.of(home(7, "node-1")),
                new Host(new NodeName("node-1"), null, NodeState.DRAINING, 1000 * GIGABYTE, GIGABYTE, null));

        assertThat(farm.plan(Scope.NEEDED).moves()).isEmpty();
    }

    private static Farm farm(int replicas, List<Home> homes, Host... hosts) {
        return new Farm(List.of(hosts), homes, replicas);
    }

    private static Host host(String name) {
        return host(name, null);
    }

    private static Host host(String name, @Nullable String zone) {
        return host(name, zone, 1000 * GIGABYTE);
    }

    private static Host host(String name, @Nullable String zone, long size) {
        return new Host(new NodeName(name), zone, NodeState.JOINED, size, size, null);
    }

    private static List<Home> dealtOut(int groups, String... nodes) {
        return IntStream.range(0, groups).mapToObj(i -> home(i, nodes[i % nodes.length])).toList();
    }

    private static Home home(int group, String... nodes) {
        return new Home(
                new Group(group), List.of(nodes).stream().map(NodeName::new).toList(), 100, GIGABYTE, false);
    }
}
