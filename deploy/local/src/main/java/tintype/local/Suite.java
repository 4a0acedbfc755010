package tintype.local;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// All processes together: started side by side as far as each one's needs allow, stopped one part after the other.
final class Suite {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final List<Keeper> keepers;
    private final Duration patience;
    private final Console console;
    private boolean stopped;

    /// @param patience how long a process may take to stop before it is made to
    Suite(List<Keeper> keepers, Duration patience, Console console) {
        this.keepers = List.copyOf(keepers);
        this.patience = patience;
        this.console = console;
    }

    static Suite of(
            Settings settings, DataDirectory directory, Cluster cluster, AotCache aot, Duration patience, Console console) {
        List<Member> members = Member.of(settings, directory, cluster.nodes());
        var environment = new Environment(settings, cluster, directory.token(), members);
        var readiness = new Readiness();
        var keepers = new ArrayList<Keeper>();
        for (Member member : members) {
            Path log = directory.log(member.name());
            Server server = switch (member.part()) {
                case POSTGRES -> new PostgresServer(
                        member,
                        settings.home().resolve("deploy/local/target/postgres"),
                        log,
                        directory.of("run").resolve("postgres.first-start"));
                case KAFKA -> new JvmServer(
                        member,
                        JvmServer.command(member, aotOptions(aot, member, settings), kafka(member, settings, cluster)),
                        environment.of(member),
                        log,
                        broker -> Ports.answers(broker.host(), broker.port(), LOOK));
                case METADATA, NODE, THUMBNAIL, UPLOAD, GATEWAY -> new JvmServer(
                        member,
                        JvmServer.command(member, aotOptions(aot, member, settings), service(member, settings)),
                        environment.of(member),
                        log,
                        readiness::of);
            };
            keepers.add(new Keeper(server, directory.pidFile(member.name()), new LogFile(log), console));
        }
        return new Suite(keepers, patience, console);
    }

    private static List<String> aotOptions(AotCache aot, Member member, Settings settings) {
        return aot.options(member.part().aotCache(settings.home()), member.part().jar(settings.home()));
    }

    private static List<String> service(Member member, Settings settings) {
        return List.of("-jar", member.part().jar(settings.home()).toString());
    }

    private static List<String> kafka(Member member, Settings settings, Cluster cluster) {
        var program = new ArrayList<>(List.of("-cp", ownClassPath(), KafkaBroker.class.getName()));
        program.addAll(KafkaBroker.arguments(
                member.port(), settings.ports().ofKafkaController(), member.data(), cluster.kafka()));
        return program;
    }

    /// Absolute, since each process runs in its own directory.
    private static String ownClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(joining(File.pathSeparator));
    }

    /// Starts everything and waits until all are ready or one cannot be.
    boolean start() {
        for (Keeper keeper : keepers) {
            keeper.start(keepers.stream()
                    .filter(other -> keeper.member().part().needs().contains(other.member().part()))
                    .map(Keeper::ready)
                    .toList());
        }
        CompletableFuture<Void> ready =
                CompletableFuture.allOf(keepers.stream().map(Keeper::ready).toArray(CompletableFuture<?>[]::new));
        CompletableFuture.anyOf(ready, anyFailed()).join();
        return ready.isDone();
    }

    /// Waits, for ever if all goes well, until a member cannot be kept running.
    void awaitFailure() {
        anyFailed().join();
    }

    private CompletableFuture<Object> anyFailed() {
        return CompletableFuture.anyOf(keepers.stream().map(Keeper::failed).toArray(CompletableFuture<?>[]::new));
    }

    /// Stops everything, once: the front door first, what keeps the data last.
    ///
    /// @return whether there was anything to stop any more
    synchronized boolean stop() {
        if (stopped) {
            return false;
        }
        stopped = true;
        try (ExecutorService sideBySide = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Part part : Arrays.asList(Part.values()).reversed()) {
                List<CompletableFuture<Void>> stops = keepers.stream()
                        .filter(keeper -> keeper.member().part() == part)
                        .map(keeper -> CompletableFuture.runAsync(() -> stop(keeper), sideBySide))
                        .toList();
                stops.forEach(CompletableFuture::join);
            }
        }
        return true;
    }

    private void stop(Keeper keeper) {
        try {
            keeper.stop(patience);
        } catch (IOException e) {
            console.warn(keeper.member().name() + " has left its pid file behind: " + Reason.of(e));
        }
    }
}
