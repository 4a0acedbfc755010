package tintype.local.operate;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tintype.local.terminal.Console;

/// `tintype fsck`
@Command(
        name = "fsck",
        description = "Compares disks, map and catalogue. Exit code 1 when something differs.",
        mixinStandardHelpOptions = true)
public final class FsckCommand implements Callable<Integer> {

    @Mixin
    private Suite suite = new Suite();

    @Option(names = "--repair", description = "Let nodes copy what they lack. Nothing is deleted, only quarantined.")
    private boolean repair;

    private final Console console;

    public FsckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        suite.post("/fsck?repair=" + repair);
        return new Survey(console, suite).follow("/fsck", "Groups");
    }
}
