package tintype.local.operate;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tintype.local.terminal.Console;

/// `tintype rebuild-catalogue`
@Command(
        name = "rebuild-catalogue",
        description = "Makes the catalogue again from the disks, after PostgreSQL was lost. What is deleted stays so.",
        mixinStandardHelpOptions = true)
public final class RebuildCatalogueCommand implements Callable<Integer> {

    @Mixin
    private Suite suite = new Suite();

    private final Console console;

    public RebuildCatalogueCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        suite.post("/rebuild-catalogue");
        return new Survey(console, suite).follow("/rebuild-catalogue", "Groups");
    }
}
