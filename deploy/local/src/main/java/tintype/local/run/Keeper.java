package tintype.local.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tintype.local.data.LogFile;
import tintype.local.data.PidFile;
import tintype.local.plan.Member;
import tintype.local.terminal.Console;
import tintype.local.terminal.Reason;

/// Keeps one member running, from its start to its stop: waits for what it needs, starts it, sees that it gets ready,
/// and starts it again when it dies.
final class Keeper {

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Server server;
    private final PidFile pidFile;
    private final LogFile log;
    private final Console console;
    private final CompletableFuture<Member> ready = new CompletableFuture<>();
    private final CompletableFuture<Member> failed = new CompletableFuture<>();
    private final Crashes crashes = new Crashes();

    private @Nullable Thread thread;
    private @Nullable ProcessHandle process;
    private boolean stopping;

    Keeper(Server server, PidFile pidFile, LogFile log, Console console) {
        this.server = server;
        this.pidFile = pidFile;
        this.log = log;
        this.console = console;
    }

    Member member() {
        return server.member();
    }

    /// Completes when the member is ready for the first time.
    CompletableFuture<Member> ready() {
        return ready;
    }

    /// Completes when the member cannot be kept running.
    CompletableFuture<Member> failed() {
        return failed;
    }

    synchronized void start(List<CompletableFuture<Member>> needs) {
        thread = Thread.ofVirtual().name(member().name()).start(() -> {
            needs.forEach(CompletableFuture::join);
            try {
                keep();
            } catch (RuntimeException | Error e) {
                console.warn(member().name() + " cannot be kept running: " + e);
                failed.complete(member());
            }
        });
    }

    private void keep() {
        Instant begun = Instant.now();
        boolean again = true;
        while (again) {
            Optional<String> trouble = runUntilItEnds(begun);
            again = trouble.isPresent() && !isStopping() && startAgainAfter(trouble.get());
        }
    }

    /// What went wrong; nothing when it was stopped on purpose.
    private Optional<String> runUntilItEnds(Instant begun) {
        try {
            ProcessHandle current = begin();
            if (current == null) {
                return Optional.empty();
            }
            if (!becomesReady(current)) {
                return Optional.of(
                        current.isAlive() ? "is not ready after " + READY_WITHIN.toSeconds() + " s" : "has ended");
            }
            if (ready.complete(member())) {
                console.ready(member().name(), Duration.between(begun, Instant.now()));
            } else {
                console.say(member().name() + " is back");
            }
            current.onExit().join();
            return isStopping() ? Optional.empty() : Optional.of("has died");
        } catch (IOException e) {
            return Optional.of("does not start (" + Reason.of(e) + ")");
        }
    }

    private boolean startAgainAfter(String trouble) {
        console.died(member().name(), trouble, log.path(), log.tail());
        if (!ready.isDone()) {
            failed.complete(member());
            return false;
        }
        return switch (crashes.another(Instant.now())) {
            case Crashes.Verdict.GiveUp() -> {
                console.warn(member().name() + " has died " + Crashes.TOO_MANY + " times within a minute");
                failed.complete(member());
                yield false;
            }
            case Crashes.Verdict.StartAgain(Duration pause) -> {
                console.say(member().name() + " is started again in " + pause.toSeconds() + " s");
                yield sleeps(pause);
            }
        };
    }

    /// Under the same lock as [#stop], so that nothing is started behind its back.
    private synchronized @Nullable ProcessHandle begin() throws IOException {
        if (stopping) {
            return null;
        }
        if (process != null && process.isAlive()) {
            server.stop(process, Duration.ZERO);
        }
        log.roll();
        process = server.start();
        pidFile.write(process);
        return process;
    }

    private boolean becomesReady(ProcessHandle current) {
        Instant end = Instant.now().plus(READY_WITHIN);
        while (current.isAlive() && Instant.now().isBefore(end)) {
            if (server.isReady()) {
                return true;
            }
            if (!sleeps(LOOK_EVERY)) {
                return false;
            }
        }
        return false;
    }

    private static boolean sleeps(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    void stop(Duration patience) throws IOException {
        ProcessHandle last;
        synchronized (this) {
            stopping = true;
            last = process;
            if (thread != null) {
                thread.interrupt();
            }
        }
        if (last != null && last.isAlive()) {
            server.stop(last, patience);
        }
        pidFile.delete();
    }
}
