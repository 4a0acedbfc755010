package tintype.local.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tintype.local.terminal.Console;

/// `tintype nodes`
@Command(
        name = "nodes",
        description = "Lists the nodes, and how they are doing.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class NodesCommand implements Callable<Integer> {

    @Mixin
    private Suite suite = new Suite();

    private final Console console;

    public NodesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var table = new Table("NODE", "STATE", "ZONE", "GROUPS", "IMAGES", "BYTES", "FREE", "ADDRESS", "");
        for (JsonNode node : suite.get("/nodes")) {
            table.add(
                    node.path("name").asText(),
                    node.path("state").asText(),
                    node.path("zone").asText(""),
                    node.path("groups").asLong(),
                    node.path("images").asLong(),
                    Table.bytes(node.path("bytes").asLong()),
                    node.has("freeBytes") ? Table.bytes(node.path("freeBytes").asLong()) : "",
                    node.path("url").asText(),
                    node.path("answers").asBoolean() ? "" : "silent: " + node.path("trouble").asText());
        }
        console.say(table.print());
        return 0;
    }

    @Command(
            name = "add",
            description = "Lets a node join, as the owner of nothing until 'tintype rebalance'.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin Suite running,
            @Parameters(paramLabel = "URL", description = "Where the node answers: http://host:port") String url,
            @Option(names = "--zone", description = "What it fails with: a rack, a room") @Nullable String zone) {
        Map<String, String> node = new HashMap<>(Map.of("url", url));
        if (zone != null) {
            node.put("zone", zone);
        }
        console.say(running.post("/nodes", node).path("name").asText() + " has joined; it owns nothing yet");
        return 0;
    }

    @Command(
            name = "drain",
            description = "Moves all groups away from a node.",
            mixinStandardHelpOptions = true)
    int drain(@Mixin Suite running, @Parameters(paramLabel = "NODE") String node) {
        return new Progress(console, running).begun(running.post("/nodes/" + node + "/drain"));
    }

    @Command(
            name = "replace",
            description = "Moves all groups of a node, dead or alive, to another one.",
            mixinStandardHelpOptions = true)
    int replace(
            @Mixin Suite running,
            @Parameters(paramLabel = "NODE") String node,
            @Parameters(paramLabel = "BY") String by) {
        return new Progress(console, running).begun(running.post("/nodes/" + node + "/replace", Map.of("by", by)));
    }

    @Command(
            name = "dead",
            description = "Takes a silent node for dead at once: for one that will not come back.",
            mixinStandardHelpOptions = true)
    int dead(@Mixin Suite running, @Parameters(paramLabel = "NODE") String node) {
        return new Progress(console, running).begun(running.post("/nodes/" + node + "/dead"));
    }

    @Command(
            name = "remove",
            description = "Removes a node that owns nothing.",
            mixinStandardHelpOptions = true)
    int remove(@Mixin Suite running, @Parameters(paramLabel = "NODE") String node) {
        running.delete("/nodes/" + node);
        console.say(node + " is removed");
        return 0;
    }
}
