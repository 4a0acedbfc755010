package tintype.endtoend.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// A serving node loses its power again and again while it is written to, and starts each time on what is left of its
/// disk. `bench/faults/power-cuts.sh` runs it at length, [PowerCutsIT] in short.
final class PowerCuts implements AutoCloseable {

    /// @param images that were sent, whole or in part
    /// @param broken promises, a line each
    record Outcome(int cuts, int images, Writers.Count acknowledged, List<String> broken) {}

    /// When the power goes. A later write forces the disk for an earlier one, too; so the last write of all has to be
    /// looked at, and with nothing beside it.
    private enum Moment {
        UNDER_LOAD,
        AFTER_AN_UPLOAD,
        AFTER_VARIANTS,
        AFTER_A_DELETION;

        static Moment of(int cut) {
            return values()[cut % values().length];
        }
    }

    private static final int MEGABYTES = 2_048;
    private static final int LEAST_MILLIS = 300;
    private static final int MOST_MILLIS = 1_500;

    private final Path directory;
    private final SplittableRandom random;
    private final Ledger ledger;
    private final LoneNode node;
    private final Writers writers;
    private Disk disk;

    /// @param settings of the node, as environment
    private PowerCuts(Path directory, long seed, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        this.directory = directory;
        this.random = new SplittableRandom(seed);
        this.ledger = new Ledger(directory.resolve("ledger"));
        this.disk = Disk.make(directory.resolve("disk-0"), directory.resolve("mounted"), MEGABYTES);
        this.node = new LoneNode(directory, disk.root().resolve("node"), settings);
        this.writers = new Writers(node.client(), node.announcements(), ledger, random);
    }

    /// @param arguments how many cuts, the seed, and a library to preload into the node, if any
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("tintype-power-cuts");
        long seed = Long.parseLong(arguments[1]);
        Map<String, String> lies = arguments.length > 2 ? Map.of("LD_PRELOAD", arguments[2]) : Map.of();
        Outcome outcome = run(directory, Integer.parseInt(arguments[0]), seed, lies);
        System.out.printf("seed %d, %d cuts: %s; %d images, %d promises broken; the rest of it in %s%n",
                seed, outcome.cuts(), outcome.acknowledged(), outcome.images(), outcome.broken().size(), directory);
        System.exit(outcome.broken().isEmpty() ? 0 : 1);
    }

    static Outcome run(Path directory, int cuts, long seed, Map<String, String> settings) throws Exception {
        try (var power = new PowerCuts(directory, seed, settings)) {
            Set<String> broken = new LinkedHashSet<>();
            int cut = 0;
            for (; cut < cuts && power.node.isAlive(); cut++) {
                List<String> now = power.cut(cut).stream().filter(broken::add).toList();
                System.out.printf("cut %d, %s: %d images, %d promises broken%n",
                        cut + 1, Moment.of(cut), power.ledger.size(), now.size());
                now.forEach(System.out::println);
            }
            return new Outcome(cut, power.ledger.size(), power.writers.count(), List.copyOf(broken));
        }
    }

    /// Some load, the cut, and the start after it. The writers are halted before and afterwards.
    private List<String> cut(int number) throws Exception {
        Moment moment = Moment.of(number);
        node.announceNewerMap();
        node.awaitThatItObeysTheNewestMap();
        writers.resume();
        Thread.sleep(random.nextInt(LEAST_MILLIS, MOST_MILLIS));
        if (moment != Moment.UNDER_LOAD) {
            writers.halt();
            last(moment);
        }
        node.freeze();
        Path copy = disk.copy(directory.resolve("disk-" + (number + 1)));
        Map<TopicPartition, OffsetAndMetadata> committed = node.announcements().committed();
        node.kill();
        if (moment == Moment.UNDER_LOAD) {
            writers.halt();
        }
        ledger.note("the power is cut");
        disk = disk.replacedBy(copy);
        return found(committed);
    }

    /// The last thing that happens on the disk.
    private void last(Moment moment) throws InterruptedException {
        switch (moment) {
            case UNDER_LOAD -> {}
            case AFTER_AN_UPLOAD -> writers.once(Writers.Act.UPLOAD);
            case AFTER_VARIANTS -> writers.once(Writers.Act.VARIANTS);
            case AFTER_A_DELETION ->
                node.awaitThatItHasHeardOf(writers.once(Writers.Act.DELETION).deletion().orElseThrow());
        }
    }

    /// What is not as it was promised on the disk, and then in the answers of a node that starts on it.
    private List<String> found(Map<TopicPartition, OffsetAndMetadata> committed) throws IOException, InterruptedException {
        List<String> broken = new ArrayList<>(Audit.of(node.data(), ledger, committed, node.mapVersion()));
        try {
            node.start();
            broken.addAll(new Questions(node.client(), ledger).broken(committed));
        } catch (Program.Ended e) {
            broken.add("on what is left of its disk, " + e.getMessage().lines().toList().getLast());
        }
        return broken;
    }

    @Override
    public void close() {
        writers.close();
        node.close();
        disk.close();
        ledger.close();
    }
}
