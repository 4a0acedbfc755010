package tintype.local.operate;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tintype.local.terminal.Console;

/// `tintype groups`
@Command(
        name = "groups",
        description = "Shows where every group is, and what it is going through.",
        mixinStandardHelpOptions = true)
public final class GroupsCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String CLEARED_SCREEN = "\033[H\033[2J";

    @Mixin
    private Suite suite = new Suite();

    @Option(names = "--watch", description = "Show it again every second, moving groups only, until Ctrl-C.")
    private boolean watch;

    private final Console console;

    public GroupsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        console.say(table(suite.get("/groups/overview")));
        while (watch) {
            Thread.sleep(PAUSE);
            JsonNode groups = suite.get("/groups/overview");
            long moving = stream(groups).filter(group -> group.has("movement")).count();
            console.say(CLEARED_SCREEN + table(groups) + moving + " groups move");
        }
        return 0;
    }

    private String table(JsonNode groups) {
        var table = new Table("GROUP", "STATE", "NODES", "IMAGES", "BYTES", "EPOCH", "MOVEMENT");
        stream(groups).filter(group -> !watch || group.has("movement")).forEach(group -> table.add(
                group.path("group").asText(),
                group.path("state").asText(),
                stream(group.path("nodes")).map(JsonNode::asText).collect(joining(" ")),
                group.path("images").asLong(),
                Table.bytes(group.path("bytes").asLong()),
                group.path("epoch").asLong(),
                movement(group.path("movement"))));
        return table.print();
    }

    private static String movement(JsonNode movement) {
        if (movement.isMissingNode()) {
            return "";
        }
        String way = movement.path("leaving").asText("") + " -> " + movement.path("joining").asText("");
        String waits = movement.path("waitsFor").asText("");
        return way.strip() + ", " + movement.path("phase").asText() + " " + Table.bytes(movement.path("bytes").asLong())
                + " of " + Table.bytes(movement.path("bytesTotal").asLong()) + (waits.isEmpty() ? "" : ": " + waits);
    }

    private static Stream<JsonNode> stream(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
