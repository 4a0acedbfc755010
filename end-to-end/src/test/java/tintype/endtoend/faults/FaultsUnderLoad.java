package tintype.endtoend.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import tintype.endtoend.load.Ledger;
import tintype.endtoend.load.Load;
import tintype.endtoend.load.Promises;
import tintype.endtoend.load.Settling;
import tintype.endtoend.load.Site;

/// Users at work while one thing after the other goes wrong; after each, everything that they were told is looked at, and
/// the replicas are compared. `bench/faults/faults.sh` runs it at length, [FaultsUnderLoadIT] in short.
final class FaultsUnderLoad {

    /// @param broken  promises, a line each
    /// @param unequal groups whose replicas differ
    record Round(Fault fault, Duration took, Load.Report users, List<String> broken, List<String> unequal) {

        /// What must not be, a line each.
        List<String> failures() {
            var failures = new ArrayList<>(broken);
            failures.addAll(unequal);
            if (fault.sparesReads()) {
                users.failedReads().forEach(read -> failures.add("failed read of " + read));
            }
            return failures;
        }

        @Override
        public String toString() {
            return "| %s | %.1f s | %s | %d | %d |".formatted(
                    fault, took.toMillis() / 1000.0, users, broken.size(), unequal.size());
        }
    }

    record Outcome(List<Round> rounds, int images) {}

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration BEFORE = Duration.ofSeconds(2);

    private final Farm farm;
    private final Site site;
    private final Ledger ledger;
    private final Load.Haste haste;

    private FaultsUnderLoad(Farm farm, Site site, Ledger ledger, Load.Haste haste) {
        this.farm = farm;
        this.site = site;
        this.ledger = ledger;
        this.haste = haste;
    }

    /// @param arguments the seed, how many times every fault happens, the most minutes that it may take, and how many of
    ///                  the faults to leave out: those that were seen when a run ended for its time
    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(arguments[0]);
        List<Fault> faults = LongStream.range(seed, seed + Integer.parseInt(arguments[1]))
                .mapToObj(round -> Fault.round(round, PATIENCE))
                .flatMap(List::stream)
                .skip(Integer.parseInt(arguments[3]))
                .toList();
        Path directory = Files.createTempDirectory("tintype-faults");
        Outcome outcome = run(
                directory, PATIENCE, faults, Load.Haste.BUSY, seed, Duration.ofMinutes(Long.parseLong(arguments[2])));
        List<String> failures = outcome.rounds().stream().flatMap(round -> round.failures().stream()).toList();
        System.out.printf("seed %d: %d of %d faults, %d images, %d failures; all of it in %s%n",
                seed, outcome.rounds().size(), faults.size(), outcome.images(), failures.size(), directory);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    /// @param patience with nodes that do not answer, before they are taken for dead
    /// @param most     after this time, no further fault begins
    static Outcome run(
            Path directory, Duration patience, List<Fault> faults, Load.Haste haste, long seed, Duration most)
            throws Exception {
        long end = System.nanoTime() + most.toNanos();
        var rounds = new ArrayList<Round>();
        try (Farm farm = Farm.start(directory, patience);
                Site site = farm.site();
                Ledger ledger = new Ledger(directory.resolve("ledger"))) {
            var story = new FaultsUnderLoad(farm, site, ledger, haste);
            var strikes = new Strikes(farm, seed);
            for (int i = 0; i < faults.size() && System.nanoTime() < end; i++) {
                Round round = story.round(faults.get(i), strikes, seed + i);
                System.out.println(round);
                round.failures().forEach(System.out::println);
                rounds.add(round);
            }
            return new Outcome(List.copyOf(rounds), ledger.uploads().size());
        }
    }

    private Round round(Fault fault, Strikes strikes, long seed) throws Exception {
        Load.Report users;
        long begun = System.nanoTime();
        try (Load load = new Load(site, ledger, seed, haste)) {
            Thread.sleep(BEFORE);
            strikes.strike(fault);
            farm.recover();
            users = load.report();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        var promises = new Promises(site);
        List<String> broken = new ArrayList<>(Settling.left(() -> promises.broken(ledger.uploads())));
        broken.addAll(Settling.left(() -> promises.unknown(ledger.uploads())));
        return new Round(fault, took, users, broken, Settling.left(farm.operator()::unequal));
    }
}
