package tintype.local.plan;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tintype.local.terminal.Refusal;

/// A PostgreSQL database and who we are there.
public record Database(String url, String user, String password) {

    /// What the embedded server calls it.
    public static final String NAME = "tintype";
    private static final String SUPERUSER = "postgres";

    private static final Pattern SPELLING =
            Pattern.compile("jdbc:postgresql://(?<host>[^/:?]+)(:(?<port>\\d{1,5}))?/(?<name>[^?]+)(\\?.*)?");
    private static final String DEFAULT_PORT = "5432";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    public Database {
        if (!SPELLING.matcher(url).matches()) {
            throw new Refusal("--database is '" + url + "', not like jdbc:postgresql://host:5432/name");
        }
    }

    /// On the PostgreSQL that the suite starts itself. It trusts whoever connects from this machine.
    public static Database embedded(int port) {
        return new Database("jdbc:postgresql://127.0.0.1:" + port + "/" + NAME, SUPERUSER, SUPERUSER);
    }

    public void requireAnswer() {
        Matcher parts = SPELLING.matcher(url);
        if (parts.matches()) {
            String port = parts.group("port") == null ? DEFAULT_PORT : parts.group("port");
            if (!Ports.answers(parts.group("host"), Integer.parseInt(port), PATIENCE)) {
                throw new Refusal(
                        "Nothing answers at " + parts.group("host") + ":" + port + ", which --database names");
            }
        }
    }

    /// Passwords do not belong into what is printed.
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
