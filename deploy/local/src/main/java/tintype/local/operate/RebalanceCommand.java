package tintype.local.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tintype.local.terminal.Console;

/// `tintype rebalance`
@Command(
        name = "rebalance",
        description = "Spreads the groups evenly over the disks, and shows how far it is. Ctrl-C ends the showing only.",
        mixinStandardHelpOptions = true)
public final class RebalanceCommand implements Callable<Integer> {

    @Mixin
    private Suite suite = new Suite();

    @Option(names = "--dry-run", description = "Show what would move where, and do nothing.")
    private boolean dryRun;

    private final Console console;

    public RebalanceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var progress = new Progress(console, suite);
        if (dryRun) {
            JsonNode plan = suite.post("/rebalance?dryRun=true");
            console.say(ways(plan.path("moves")).print());
            console.say(plan.path("moves").size() + " movements of " + Table.bytes(plan.path("bytes").asLong())
                    + ", at least " + Progress.duration(plan.path("seconds").asLong()));
            progress.stuck(plan);
            return 0;
        }
        progress.begun(suite.post("/rebalance"));
        return status(suite);
    }

    /// How many groups go from where to where.
    private static Table ways(JsonNode moves) {
        Map<String, long[]> ways = new TreeMap<>();
        for (JsonNode move : moves) {
            String way = move.path("leaving").asText("(copy)") + " -> " + move.path("joining").asText("(none)");
            long[] sums = ways.computeIfAbsent(way, _ -> new long[2]);
            sums[0]++;
            sums[1] += move.path("bytes").asLong();
        }
        var table = new Table("MOVE", "GROUPS", "BYTES");
        ways.forEach((way, sums) -> table.add(way, sums[0], Table.bytes(sums[1])));
        return table;
    }

    @Command(
            name = "status",
            description = "Shows how far the movements are, until they have ended.",
            mixinStandardHelpOptions = true)
    int status(@Mixin Suite running) {
        var progress = new Progress(console, running);
        JsonNode last = progress.follow("/rebalance", "Movements", "movesDone", "moves");
        console.say(last.path("why").asText() + ": " + last.path("state").asText() + ", " + last.path("movesDone").asInt()
                + " of " + last.path("moves").asInt() + " movements");
        progress.stuck(last);
        return 0;
    }

    @Command(
            name = "pause",
            description = "Begins and copies nothing more.",
            mixinStandardHelpOptions = true)
    int pause(@Mixin Suite running) {
        return told(running, "pause");
    }

    @Command(
            name = "resume",
            description = "Goes on.",
            mixinStandardHelpOptions = true)
    int resume(@Mixin Suite running) {
        return told(running, "resume");
    }

    @Command(
            name = "cancel",
            description = "Leaves every group where it is.",
            mixinStandardHelpOptions = true)
    int cancel(@Mixin Suite running) {
        return told(running, "cancel");
    }

    private int told(Suite running, String what) {
        console.say("Movements are " + running.post("/rebalance/" + what).path("state").asText());
        return 0;
    }
}
