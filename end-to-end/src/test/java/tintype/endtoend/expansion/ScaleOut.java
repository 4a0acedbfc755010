package tintype.endtoend.expansion;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.endtoend.load.Ledger;
import tintype.endtoend.load.Load;
import tintype.endtoend.load.Promises;
import tintype.endtoend.load.Settling;
import tintype.endtoend.load.Site;
import tintype.endtoend.suite.Machine;
import tintype.endtoend.suite.Operator;
import tintype.endtoend.suite.Suite;

/// From one node to three, two copies of each group, a fourth node, one drained, one killed, one in its place: while users
/// upload, look and delete. `bench/faults/scale-out.sh` runs it at length, [GrowthIT] in short.
final class ScaleOut {

    /// One act of the operator, and what users saw of it.
    record Step(String what, Duration took, Load.Report users) {
        @Override
        public String toString() {
            return "| %s | %.1f s | %s |".formatted(what, took.toMillis() / 1000.0, users);
        }
    }

    /// @param moves   how often each group has gone to another set of nodes
    /// @param broken  promises, a line each
    /// @param unequal groups whose replicas differ
    record Outcome(List<Step> steps, int uploads, int[] moves, List<String> broken, List<String> unequal) {}

    private interface Act {
        void run() throws Exception;
    }

    static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Load load;
    private final Operator operator;
    private final List<Step> steps = new ArrayList<>();
    private final int[] moves;
    private List<Set<String>> homes;

    private ScaleOut(Load load, Operator operator) {
        this.load = load;
        this.operator = operator;
        this.homes = homes();
        this.moves = new int[homes.size()];
    }

    /// @param arguments seconds of load before and between the acts, and the seed
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("tintype-scale-out");
        Outcome outcome = run(
                directory, 256, Map.of(), Duration.ofSeconds(Long.parseLong(arguments[0])),
                Long.parseLong(arguments[1]));
        outcome.steps().forEach(step -> step.users().failedReads().forEach(System.out::println));
        outcome.broken().forEach(System.out::println);
        outcome.unequal().forEach(System.out::println);
        System.out.printf("%d images; %d groups, which moved %d times in all, each at least %d times%n",
                outcome.uploads(), outcome.moves().length, Arrays.stream(outcome.moves()).sum(),
                Arrays.stream(outcome.moves()).min().orElseThrow());
        System.out.printf("%d promises broken, %d groups with unequal copies; all of it in %s%n",
                outcome.broken().size(), outcome.unequal().size(), directory);
        System.exit(outcome.broken().isEmpty() && outcome.unequal().isEmpty() ? 0 : 1);
    }

    /// @param more    settings of the suite, beside those of the story
    /// @param between seconds of load before, between and after the acts
    static Outcome run(Path directory, int groups, Map<String, String> more, Duration between, long seed)
            throws Exception {
        var settings = new HashMap<>(Map.of(
                "TINTYPE_NODES_PATIENCE", PATIENCE.toString(),
                "TINTYPE_MOVES_GRACE", "PT3S",
                // A variant that reached one node only is copied at the next comparison.
                "TINTYPE_NODE_COMPARE_INTERVAL", "PT30S"));
        settings.putAll(more);
        try (Suite suite = Suite.start(
                        Suite.freePort(), directory.resolve("data"), settings,
                        "--nodes", "1", "--groups", Integer.toString(groups));
                Machine gateway = Machine.gateway(suite, suite.port() + 17, settings(settings, groups)).start();
                Machine two = node(suite, 2, settings(settings, groups));
                Machine three = node(suite, 3, settings(settings, groups));
                Machine four = node(suite, 4, settings(settings, groups));
                Machine five = node(suite, 5, settings(settings, groups));
                Site site = Site.at(List.of(suite.url(), gateway.awaitReady().url()));
                Ledger ledger = new Ledger(directory.resolve("ledger"))) {
            var operator = new Operator(suite);
            ScaleOut story;
            try (Load load = new Load(site, ledger, seed, Load.Haste.CALM)) {
                story = new ScaleOut(load, operator);
                story.step("one node", () -> Thread.sleep(between));
                story.join(two, three);
                story.spread();
                story.step("nothing happens", () -> Thread.sleep(between));
                story.copy();
                story.step("nothing happens", () -> Thread.sleep(between));
                story.grow(four);
                story.drain(three);
                story.step("nothing happens", () -> Thread.sleep(between));
                story.lose(two);
                story.replaceBy(five);
                story.step("nothing happens", () -> Thread.sleep(between));
            }
            List<String> broken = Settling.left(() -> new Promises(site).broken(ledger.uploads()));
            return new Outcome(
                    story.steps, ledger.uploads().size(), story.moves, broken, Settling.left(operator::unequal));
        }
    }

    private void join(Machine... nodes) {
        for (Machine node : nodes) {
            node.start();
        }
        for (Machine node : nodes) {
            operator.add(node.awaitReady());
        }
    }

    private void spread() throws Exception {
        step("two more nodes join", () -> {
            operator.rebalance();
            operator.awaitGroups(1, List.of("node-1", "node-2", "node-3"));
        });
    }

    private void copy() throws Exception {
        step("two copies of each group", () -> {
            operator.keep(2);
            operator.awaitGroups(2, List.of("node-1", "node-2", "node-3"));
        });
    }

    private void grow(Machine four) throws Exception {
        four.start().awaitReady();
        step("a fourth node joins", () -> {
            operator.add(four);
            operator.rebalance();
            operator.awaitGroups(2, List.of("node-1", "node-2", "node-3", "node-4"));
        });
    }

    private void drain(Machine three) throws Exception {
        step("node-3 is drained", () -> {
            operator.drain("node-3");
            operator.awaitGroups(2, List.of("node-1", "node-2", "node-4"));
        });
        operator.remove("node-3");
        three.kill();
    }

    private void lose(Machine two) throws Exception {
        step("node-2 is killed for good", () -> {
            two.kill();
            operator.awaitGroups(2, List.of("node-1", "node-4"));
        });
        operator.remove("node-2");
    }

    private void replaceBy(Machine five) throws Exception {
        five.start().awaitReady();
        step("a fifth node in its place", () -> {
            operator.add(five);
            operator.rebalance();
            operator.awaitGroups(2, List.of("node-1", "node-4", "node-5"));
        });
    }

    private static Map<String, String> settings(Map<String, String> all, int groups) {
        var more = new HashMap<>(all);
        more.put("TINTYPE_GROUPS", Integer.toString(groups));
        return more;
    }

    private static Machine node(Suite suite, int number, Map<String, String> settings) {
        return Machine.node(suite, "node-" + number, suite.port() + 10 + number, settings);
    }

    private void step(String what, Act act) throws Exception {
        load.report();
        long begun = System.nanoTime();
        act.run();
        steps.add(new Step(what, Duration.ofNanos(System.nanoTime() - begun), load.report()));
        System.out.println(steps.getLast());
        countMoves();
    }

    private void countMoves() {
        List<Set<String>> now = homes();
        for (int group = 0; group < moves.length; group++) {
            if (!now.get(group).equals(homes.get(group))) {
                moves[group]++;
            }
        }
        homes = now;
    }

    private List<Set<String>> homes() {
        return operator.homes().stream().map(Set::copyOf).toList();
    }
}
