package tintype.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// What the user sees: progress on stdout, trouble on stderr, each message whole.
final class Console {

    private static final int TAIL = 20;

    private final PrintStream out;
    private final PrintStream err;

    Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    synchronized void say(String line) {
        out.println(line);
    }

    void ready(Member member, Duration time) {
        say("  %-18s ready after %s".formatted(member.name(), seconds(time)));
    }

    synchronized void warn(String line) {
        err.println("tintype: " + line);
    }

    synchronized void died(Member member, String how, LogFile log) {
        warn(member.name() + " " + how + "; the end of " + log.path() + ":");
        log.tail(TAIL).forEach(line -> err.println("    " + line));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
