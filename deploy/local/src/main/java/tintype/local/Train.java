package tintype.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import tintype.local.data.Cluster;
import tintype.local.data.DataDirectory;
import tintype.local.data.DirectoryTree;
import tintype.local.plan.AotCache;
import tintype.local.plan.Member;
import tintype.local.plan.Part;
import tintype.local.plan.Ports;
import tintype.local.plan.Settings;
import tintype.local.run.Suite;
import tintype.local.terminal.Console;
import tintype.local.terminal.Reason;
import tintype.local.terminal.Refusal;

/// `tintype train`: runs everything once, does what users do, and lets each JVM write down which classes it needed.
@Command(
        name = "train",
        description = "Makes the caches that let the suite start in a third of the time; 'tintype build' runs it.",
        mixinStandardHelpOptions = true)
final class Train implements Callable<Integer> {

    /// A JVM writes its cache after its work has ended, in a second JVM; that takes some seconds for each.
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LOWEST_PORT = 20_000;
    private static final int STEP = 50;
    private static final int PORTS = 20;

    private final Console console;

    Train(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path home = Home.find();
        Path data = Files.createTempDirectory("tintype-train");
        try {
            boolean good = train(settings(home, data));
            List<String> untrained = untrained(home);
            if (!good || !untrained.isEmpty()) {
                console.warn("not all caches were made (" + String.join(", ", untrained)
                        + " is without): 'up' works, but starts slowly");
                return 1;
            }
            return 0;
        } finally {
            DirectoryTree.delete(data);
        }
    }

    private boolean train(Settings settings) {
        try (var directory = DataDirectory.open(settings.data())) {
            Cluster cluster = directory.cluster(settings.nodes(), settings.groups());
            Checks.beforeStart(settings, Member.of(settings, directory, cluster.nodes()));
            directory.remember(cluster);
            Suite suite = Suite.of(settings, directory, cluster, AotCache.TRAIN, PATIENCE, console);
            Runtime.getRuntime().addShutdownHook(new Thread(suite::stop, "stop"));
            boolean good = suite.start() && exercised(settings);
            console.say("  writing the caches");
            suite.stopAtOnce();
            return good;
        }
    }

    private boolean exercised(Settings settings) {
        try {
            new Exercise(settings.publicUrl()).run();
            return true;
        } catch (IOException e) {
            console.warn("the suite started, but: " + Reason.of(e));
            return false;
        }
    }

    private static Settings settings(Path home, Path data) {
        int base = IntStream.iterate(LOWEST_PORT, port -> port < Ports.HIGHEST_BASE, port -> port + STEP)
                .filter(Train::allFree)
                .findFirst()
                .orElseThrow(() -> new Refusal("There are no " + PORTS + " free ports in a row"));
        return new Settings(
                home,
                data,
                new Ports(base),
                Optional.of(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                URI.create("http://localhost:" + base));
    }

    private static boolean allFree(int base) {
        InetAddress here = InetAddress.getLoopbackAddress();
        return IntStream.range(base, base + PORTS).allMatch(port -> Ports.isFree(here, port));
    }

    private static List<String> untrained(Path home) {
        return Arrays.stream(Part.values())
                .filter(part -> part != Part.POSTGRES && !AotCache.isFresh(part.aotCache(home), part.jar(home)))
                .map(Part::label)
                .toList();
    }
}
