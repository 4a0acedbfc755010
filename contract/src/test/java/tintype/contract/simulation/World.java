package tintype.contract.simulation;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;

/// One group, three to five nodes, and everybody who has to do with them, in one schedule.
final class World {

    static final Group GROUP = new Group(7);

    final Schedule schedule;
    final Network network;
    final Promises promises;
    final Catalogue catalogue;
    final MapTopic topic;
    final EventLog log;
    final List<SimulatedNode> nodes;
    final List<Uploader> uploaders;
    final List<Gateway> gateways;
    final List<Controller> controllers;
    final Renderer renderer;
    private final @Nullable Rule broken;
    private final Map<NodeName, SimulatedNode> byName;
    private final Set<SimulatedProcess> lost = new HashSet<>();
    private final Map<Seen, Long> seen = new EnumMap<>(Seen.class);
    private final Faults faults;
    private final boolean mayLoseADisk;
    private int copies;
    private int moves;
    private int photos;
    private boolean healed;

    /// @param broken a rule that nobody keeps
    private long takenOutAt = -Timing.GRACE;

    World(long seed, @Nullable Rule broken, @Nullable Consumer<String> trace) {
        this.schedule = new Schedule(seed, trace);
        this.broken = broken;
        this.network = new Network(schedule);
        this.promises = new Promises(this);
        this.mayLoseADisk = schedule.oneIn(4);
        int count = 3 + schedule.below(3);
        List<NodeName> names = IntStream.range(0, count)
                .mapToObj(number -> new NodeName(String.valueOf((char) ('a' + number))))
                .toList();
        this.copies = mayLoseADisk ? 2 : 1 + schedule.below(2);
        this.moves = 1 + schedule.below(5);
        this.catalogue = new Catalogue(this, names.subList(0, copies));
        MapSnapshot first = catalogue.map();
        this.topic = new MapTopic(this, first);
        this.log = new EventLog(schedule);
        this.nodes = names.stream().map(name -> new SimulatedNode(name, this, first)).toList();
        this.byName = new java.util.HashMap<>();
        nodes.forEach(node -> byName.put(node.node, node));
        this.uploaders = numbered(2).map(n -> new Uploader("uploader-" + n, this, first)).toList();
        this.gateways = numbered(2).map(n -> new Gateway("gateway-" + n, this, first)).toList();
        this.controllers = numbered(1 + schedule.below(2)).map(n -> new Controller("controller-" + n, this)).toList();
        this.renderer = new Renderer(this, first);
        this.faults = new Faults(this);
    }

    private static Stream<Integer> numbered(int count) {
        return IntStream.rangeClosed(1, count).boxed();
    }

    /// @throws Promises.Broken if a promise does not hold
    Map<Seen, Long> run() {
        Stream.of(nodes, uploaders, gateways, controllers, List.of(renderer, new Visitors(this), faults))
                .flatMap(List::stream)
                .forEach(SimulatedProcess::start);
        schedule.runUntil(Timing.TROUBLE);
        schedule.tell(() -> "all is healed");
        healed = true;
        faults.heal();
        while (!isSettled() && schedule.now() < Timing.SETTLED) {
            schedule.runUntil(schedule.now() + 500);
        }
        promises.settled(isSettled());
        schedule.runUntil(schedule.now() + Timing.LAST_WRITES);
        promises.atTheEnd();
        return seen;
    }

    private boolean isSettled() {
        long version = catalogue.row().version();
        return catalogue.life() instanceof GroupLife.Steady steady
                && steady.nodes().size() == copies
                && steady.nodes().stream().map(this::node).noneMatch(this::isLost)
                && catalogue.outbox().isEmpty()
                && Stream.concat(nodesWithDisk().stream(), gateways.stream())
                        .allMatch(follower -> follower.map().version() == version)
                && nodesWithDisk().stream().allMatch(node -> log.isReadBy(node.name))
                && nodesWithDisk().stream().allMatch(node -> steady.nodes().contains(node.node) || !node.holdsFiles());
    }

    boolean holds(Rule rule) {
        return rule != broken;
    }

    /// Whoever has an older map may ask a node that has nothing to do with the group any more: that needs two faults, a
    /// node that was taken for dead and a way for maps that is cut.
    boolean hasJustLostANode() {
        return takenOutAt + Timing.GRACE > schedule.now();
    }

    void tookOut() {
        takenOutAt = schedule.now();
    }

    void saw(Seen what) {
        seen.merge(what, 1L, Long::sum);
    }

    SimulatedNode node(NodeName name) {
        return byName.get(name);
    }

    Photo nextPhoto() {
        return new Photo(++photos);
    }

    boolean isHealed() {
        return healed;
    }

    /// How many nodes the group is to be on. Operators change their minds.
    int copies() {
        if (!healed && !mayLoseADisk && schedule.oneIn(60)) {
            copies = 1 + schedule.below(Math.min(3, nodes.size() - 1));
        }
        return copies;
    }

    boolean startsAMove() {
        if (healed || moves == 0 || !schedule.oneIn(3)) {
            return false;
        }
        moves--;
        return true;
    }

    boolean mayLoseADisk() {
        return mayLoseADisk;
    }

    void lose(SimulatedNode node) {
        lost.add(node);
    }

    boolean isLost(SimulatedProcess process) {
        return lost.contains(process);
    }

    List<SimulatedNode> nodesWithDisk() {
        return nodes.stream().filter(node -> !isLost(node)).toList();
    }
}
