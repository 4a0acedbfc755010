package tintype.local.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tintype.local.data.Cluster;
import tintype.local.data.DataDirectory;
import tintype.local.plan.AotCache;
import tintype.local.plan.Part;
import tintype.local.plan.Settings;
import tintype.local.terminal.Console;
import tintype.local.terminal.Reason;

/// All processes together: started side by side as far as each one's needs allow, stopped one part after the other.
public final class Suite {

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

    public static Suite of(
            Settings settings,
            DataDirectory directory,
            Cluster cluster,
            AotCache aot,
            Duration patience,
            Console console) {
        var servers = new Servers(settings, directory, cluster, aot);
        List<Keeper> keepers = servers.all().stream()
                .map(server -> new Keeper(
                        server,
                        directory.pidFile(server.member().name()),
                        directory.log(server.member().name()),
                        console))
                .toList();
        return new Suite(keepers, patience, console);
    }

    /// Starts everything and waits until all are ready or one cannot be.
    public boolean start() {
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
    public void awaitFailure() {
        anyFailed().join();
    }

    private CompletableFuture<Object> anyFailed() {
        return CompletableFuture.anyOf(keepers.stream().map(Keeper::failed).toArray(CompletableFuture<?>[]::new));
    }

    /// Stops everything, once: the front door first, what keeps the data last.
    ///
    /// @return whether there was anything to stop any more
    public boolean stop() {
        return stop(Arrays.stream(Part.values()).map(Set::of).toList().reversed());
    }

    /// As [#stop], but faster and where nobody uses the suite: whatever is not needed any more stops at the same time.
    public void stopAtOnce() {
        stop(Part.needlessFirst());
    }

    private synchronized boolean stop(List<Set<Part>> order) {
        if (stopped) {
            return false;
        }
        stopped = true;
        try (ExecutorService sideBySide = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Set<Part> together : order) {
                List<CompletableFuture<Void>> stops = keepers.stream()
                        .filter(keeper -> together.contains(keeper.member().part()))
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
