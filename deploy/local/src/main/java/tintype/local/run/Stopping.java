package tintype.local.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// Ways to end a process: first politely, then not.
final class Stopping {

    private static final Duration DEATH = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Stopping() {}

    static void stop(ProcessHandle process, Duration patience) {
        process.destroy();
        awaitOrKill(process, patience);
    }

    /// PostgreSQL takes SIGTERM for "when all clients have left" and SIGINT for "now, and cleanly".
    static void stopPostgres(ProcessHandle postmaster, Duration patience) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start().waitFor();
        } catch (IOException e) {
            postmaster.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        awaitOrKill(postmaster, patience);
    }

    static void awaitOrKill(ProcessHandle process, Duration patience) {
        if (!ends(process, patience)) {
            Stream.concat(process.descendants(), Stream.of(process)).toList().forEach(ProcessHandle::destroyForcibly);
            ends(process, DEATH);
        }
    }

    /// Looks for itself: [ProcessHandle#onExit] tells of a process that is not a child, as PostgreSQL is, up to 5 s late.
    private static boolean ends(ProcessHandle process, Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (isRunning(process) && Instant.now().isBefore(end)) {
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return !isRunning(process);
    }

    /// A dead process whose adoptive parent has not looked at it yet is a name without a command.
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
