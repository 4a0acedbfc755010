package tintype.endtoend.disks;

import static org.awaitility.Awaitility.await;
import static tintype.endtoend.disks.SuiteOnDisks.flipBit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tintype.endtoend.load.Ledger;
import tintype.endtoend.load.Load;
import tintype.endtoend.load.Promises;
import tintype.endtoend.load.Settling;
import tintype.endtoend.load.Site;
import tintype.endtoend.power.Filler;

/// Users at work while the disks of two nodes fill up, to the watermark and to the last byte, and then, with two copies
/// of each group, lose bytes. `bench/faults/disks.sh` runs it; [DisksIT] shows the same in short.
final class DisksUnderLoad {

    private static final int MEGABYTES = 1_024;
    private static final int ABOVE_THE_WATERMARK = 40;
    private static final int FLIPPED_AT_ONCE = 20;
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SuiteOnDisks suite;
    private final Load load;
    private final SplittableRandom random;
    /// Of live images, but for those that nobody could serve: while a disk has no byte left.
    private final List<String> failedReads = new ArrayList<>();

    private DisksUnderLoad(SuiteOnDisks suite, Load load, SplittableRandom random) {
        this.suite = suite;
        this.load = load;
        this.random = random;
    }

    /// @param arguments how many times each, and the seed
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("tintype-disks");
        int rounds = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        try (SuiteOnDisks suite = SuiteOnDisks.start(directory, MEGABYTES);
                Site site = Site.at(List.of(suite.suite().url()));
                Ledger ledger = new Ledger(directory.resolve("ledger"))) {
            List<String> wrong = new ArrayList<>();
            try (Load load = new Load(site, ledger, seed)) {
                var disks = new DisksUnderLoad(suite, load, new SplittableRandom(seed));
                disks.round("nothing happens", () -> Thread.sleep(BETWEEN));
                for (int i = 0; i < rounds; i++) {
                    disks.fillToTheWatermark();
                    disks.fillToTheLastByte();
                }
                disks.makeTwoCopies();
                for (int i = 0; i < rounds; i++) {
                    disks.flipBits();
                }
                wrong.addAll(disks.failedReads);
            }
            wrong.addAll(Settling.left(() -> new Promises(site).broken(ledger.uploads())));
            wrong.addAll(Settling.left(suite.operator()::unequal));
            wrong.forEach(System.out::println);
            System.out.printf("seed %d, %d images, damage found %d times, %d copies fetched; %d failed reads, broken promises and unequal groups; all of it in %s%n",
                    seed, ledger.uploads().size(), suite.metric("tintype_node_damage_found_total"),
                    suite.metric("tintype_node_copies_total"), wrong.size(), directory);
            System.exit(wrong.isEmpty() ? 0 : 1);
        }
    }

    private interface Act {
        void run() throws Exception;
    }

    /// A row for each act: how long it took, and what users saw.
    private Load.Report round(String what, Act act) throws Exception {
        load.report();
        long begun = System.nanoTime();
        act.run();
        Load.Report users = load.report();
        System.out.printf("| %s | %.1f s | %s |%n", what, (System.nanoTime() - begun) / 1e9, users);
        return users;
    }

    private void fillToTheWatermark() throws Exception {
        int node = random.nextInt(1, SuiteOnDisks.NODES + 1);
        List<String> groups = suite.operator().groupsOn("node-" + node);
        try (var _ = Filler.of(suite.disk(node), ABOVE_THE_WATERMARK)) {
            sound("disk " + node + " is above the watermark: its groups become read-only", () ->
                    await().atMost(PATIENCE).until(() -> suite.operator().readOnly().equals(groups)));
            sound("disk " + node + " stays above the watermark", () -> Thread.sleep(BETWEEN));
        }
        sound("disk " + node + " has room again", this::awaitThatAllTakeUploads);
    }

    private void fillToTheLastByte() throws Exception {
        int node = random.nextInt(1, SuiteOnDisks.NODES + 1);
        try (var filler = Filler.of(suite.disk(node))) {
            round("disk " + node + " has no byte left", () -> {
                Thread.sleep(BETWEEN);
                filler.fill();
            });
        }
        round("disk " + node + " has room again", this::awaitThatAllTakeUploads);
    }

    private void awaitThatAllTakeUploads() {
        await().atMost(PATIENCE).until(() -> suite.operator().readOnly().isEmpty());
    }

    private void makeTwoCopies() throws Exception {
        sound("two copies of each group", () -> {
            suite.operator().keep(SuiteOnDisks.NODES);
            suite.operator().awaitGroups(SuiteOnDisks.NODES, List.of("node-1", "node-2"));
        });
    }

    private void flipBits() throws Exception {
        int node = random.nextInt(1, SuiteOnDisks.NODES + 1);
        sound(FLIPPED_AT_ONCE + " files are damaged on disk " + node + ", until they are mended", () -> {
            Map<Path, byte[]> flipped = flipSome(node);
            await().atMost(PATIENCE).until(() -> flipped.entrySet().stream().allMatch(this::isAsItWasOrDeleted));
        });
    }

    /// @return what they were before
    private Map<Path, byte[]> flipSome(int node) throws IOException {
        Path root = suite.disk(node).root();
        Path other = suite.disk(SuiteOnDisks.NODES + 1 - node).root();
        List<Path> twice = new ArrayList<>(SuiteOnDisks.files(root.resolve("g")));
        twice.removeIf(file -> file.endsWith("manifest.json")
                || file.endsWith("SHA256SUMS")
                || !Files.exists(other.resolve(root.relativize(file))));
        Map<Path, byte[]> flipped = new LinkedHashMap<>();
        while (flipped.size() < FLIPPED_AT_ONCE && !twice.isEmpty()) {
            Path file = twice.remove(random.nextInt(twice.size()));
            try {
                flipped.put(file, Files.readAllBytes(file));
                flipBit(file);
            } catch (NoSuchFileException e) {
                flipped.remove(file); // deleted just now
            }
        }
        return flipped;
    }

    private boolean isAsItWasOrDeleted(Map.Entry<Path, byte[]> file) {
        try {
            return Arrays.equals(Files.readAllBytes(file.getKey()), file.getValue());
        } catch (IOException e) {
            return !Files.exists(file.getKey().getParent());
        }
    }

    /// No read may fail meanwhile.
    private void sound(String what, Act act) throws Exception {
        failedReads.addAll(round(what, act).failedReads());
    }
}
