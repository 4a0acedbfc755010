package tintype.local.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What the user sees: progress on stdout, trouble on stderr, each message whole.
public final class Console {

    private final PrintStream out;
    private final PrintStream err;

    public Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public synchronized void say(String line) {
        out.println(line);
    }

    public void ready(String name, Duration time) {
        say("  %-18s ready after %s".formatted(name, seconds(time)));
    }

    public synchronized void warn(String line) {
        err.println("tintype: " + line);
    }

    /// @param log the end of it tells more
    public synchronized void died(String name, String how, Path log, List<String> tail) {
        warn(name + " " + how + "; the end of " + log + ":");
        tail.forEach(line -> err.println("    " + line));
    }

    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
