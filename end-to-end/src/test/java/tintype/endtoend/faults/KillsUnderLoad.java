package tintype.endtoend.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tintype.endtoend.load.Ledger;
import tintype.endtoend.load.Load;
import tintype.endtoend.load.Promises;
import tintype.endtoend.load.Settling;
import tintype.endtoend.load.Site;
import tintype.endtoend.load.Upload;
import tintype.endtoend.suite.Machine;
import tintype.endtoend.suite.Suite;

/// Users at work while processes are killed one after the other; then everything that they were told is looked at.
/// `bench/faults/kills.sh` runs it at length, [KillsIT] in short.
final class KillsUnderLoad {

    /// @param broken promises, a line each
    record Outcome(int kills, Load.Report load, List<Upload> uploads, List<String> broken) {}

    private KillsUnderLoad() {}

    /// @param arguments how many kills, and the seed
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("tintype-kills");
        long seed = Long.parseLong(arguments[1]);
        Outcome outcome = run(directory, Integer.parseInt(arguments[0]), Load.Haste.BUSY, seed);
        outcome.broken().forEach(System.out::println);
        System.out.printf("seed %d, %d kills: %s; %d images, %d promises broken; all of it in %s%n",
                seed, outcome.kills(), outcome.load(), outcome.uploads().size(), outcome.broken().size(), directory);
        System.exit(outcome.broken().isEmpty() ? 0 : 1);
    }

    static Outcome run(Path directory, int count, Load.Haste haste, long seed) throws Exception {
        try (Suite suite = Suite.start(directory.resolve("data"));
                Machine gateway = Machine.gateway(suite, suite.port() + 17, Map.of()).start().awaitReady();
                Site site = Site.at(List.of(suite.url(), gateway.url()));
                Ledger ledger = new Ledger(directory.resolve("ledger"))) {
            Load.Report report;
            List<String> killed = new ArrayList<>();
            try (Load load = new Load(site, ledger, seed, haste)) {
                var kills = new Kills(suite, seed);
                for (int i = 0; i < count; i++) {
                    killed.add(kills.next());
                }
                report = load.report();
            }
            return new Outcome(killed.size(), report, ledger.uploads(),
                    Settling.left(() -> new Promises(site).broken(ledger.uploads())));
        }
    }
}
