package tintype.local.operate;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tintype.local.terminal.Console;

/// `tintype replicas`
@Command(
        name = "replicas",
        description = "Shows how many copies there are of every group, or sets it.",
        mixinStandardHelpOptions = true)
public final class ReplicasCommand implements Callable<Integer> {

    @Mixin
    private Suite suite = new Suite();

    @Parameters(arity = "0..1", paramLabel = "N", description = "How many there are to be.")
    private @Nullable Integer count;

    private final Console console;

    public ReplicasCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (count != null) {
            return new Progress(console, suite).begun(suite.put("/replicas", Map.of("count", count)));
        }
        console.say(suite.get("/replicas").path("count").asText());
        return 0;
    }
}
