package tintype.endtoend.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import tintype.endtoend.suite.Operator;

/// Lets a fault happen to a farm, and puts right what an operator would.
final class Strikes {

    private static final Duration TO_REACH_A_POINT = Duration.ofSeconds(60);
    private static final Duration TO_END = Duration.ofSeconds(30);
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(3);

    private final Farm farm;
    private final SplittableRandom random;
    private final Kills kills;
    private int backups;

    Strikes(Farm farm, long seed) {
        this.farm = farm;
        this.random = new SplittableRandom(seed);
        this.kills = new Kills(farm.suite(), seed);
    }

    void strike(Fault fault) throws Exception {
        switch (fault) {
            case Fault.Stopped(String process, Duration time) -> stop(process, time);
            case Fault.CutOff(Wire.Way way, Duration time) -> cut(way, time);
            case Fault.Down(String part, Duration time) -> down(part, time);
            case Fault.OldBackup(Duration age) -> restore(age);
            case Fault.KilledAt(WritePoint point) -> killAt(point);
            case Fault.Reconfigured(Duration time, boolean amidKills) -> reconfigure(time, amidKills);
        }
    }

    private void stop(String name, Duration time) throws Exception {
        List<ProcessHandle> processes = farm.processes(name);
        for (ProcessHandle process : processes) {
            Signal.STOP.to(process);
        }
        Thread.sleep(time);
        for (ProcessHandle process : processes) {
            Signal.CONT.to(process);
        }
    }

    private void cut(Wire.Way way, Duration time) throws InterruptedException {
        farm.wire().cut(way);
        Thread.sleep(time);
        farm.wire().mend();
    }

    private void down(String part, Duration time) throws Exception {
        farm.whileNobodyStarts(List.of(part), () -> {
            farm.suite().process(part).destroyForcibly();
            Thread.sleep(time);
        });
    }

    /// As `docs/reference/operator-api.md` tells it: metadata-service starts on the old database, and reads the disks.
    private void restore(Duration age) throws Exception {
        Path database = farm.suite().data().resolve("postgres");
        Path backup = farm.suite().data().resolve("backup-" + ++backups);
        farm.whileNobodyStarts(List.of("postgres"), () -> {
            endPostgres();
            copy(database, backup);
        });
        Thread.sleep(age);
        farm.whileNobodyStarts(List.of("postgres", "metadata-service"), () -> {
            farm.suite().process("metadata-service").destroyForcibly();
            endPostgres();
            Files.move(database, backup.resolveSibling("lost-" + backups));
            Files.move(backup, database);
        });
        farm.operator().rebuildCatalogue();
    }

    /// Its parent stands still, and so it stays in the list of processes; its file says when it has ended.
    private void endPostgres() throws Exception {
        Path running = farm.suite().data().resolve("postgres/postmaster.pid");
        Signal.INT.to(farm.suite().process("postgres"));
        await("the end of PostgreSQL").atMost(TO_END).until(() -> !Files.exists(running));
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("Cannot copy " + from);
        }
    }

    private void killAt(WritePoint point) throws IOException, InterruptedException {
        farm.breakpoint(point).await(TO_REACH_A_POINT);
        farm.kill(point);
    }

    /// Some of it is refused, as a drained node is drained already, or nobody is there to hear it.
    private void reconfigure(Duration time, boolean amidKills) throws InterruptedException {
        Operator operator = farm.operator();
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
            String node = Farm.NODES.get(random.nextInt(Farm.NODES.size()));
            switch (random.nextInt(3)) {
                case 0 -> operator.triesToDrain(node);
                case 1 -> Farm.NODES.forEach(one -> operator.triesToAdd(farm.urlOf(one)));
                default -> operator.triesToRebalance();
            }
            if (amidKills) {
                kills.next();
            } else {
                Thread.sleep(BETWEEN_ORDERS);
            }
        }
        Farm.NODES.forEach(one -> await(one + " is back").atMost(TO_END).ignoreExceptions().until(() ->
                operator.state(one).equals("joined") || operator.triesToAdd(farm.urlOf(one))));
    }
}
