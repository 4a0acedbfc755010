package tintype.endtoend.faults;

import java.io.IOException;

/// What a process is told by whoever may.
enum Signal {
    /// It answers nobody from now on, and nobody sees it as dead.
    STOP,
    CONT,
    /// PostgreSQL: end, orderly and at once.
    INT;

    void to(ProcessHandle process) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + this, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + this + " " + process.pid() + " ended with " + exit);
        }
    }
}
