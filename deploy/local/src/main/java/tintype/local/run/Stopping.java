package tintype.local.run;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Ways to end a process: first politely, then not.
final class Stopping {

    private static final Duration DEATH = Duration.ofSeconds(5);

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

    private static boolean ends(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException | CompletionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
