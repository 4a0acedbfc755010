package tintype.local;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A PostgreSQL database and who we are there.
record Database(String url, String user, String password) {

    private static final Pattern SPELLING =
            Pattern.compile("jdbc:postgresql://(?<host>[^/:?]+)(:(?<port>\\d{1,5}))?/(?<name>[^?]+)(\\?.*)?");
    private static final String DEFAULT_PORT = "5432";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    Database {
        if (!SPELLING.matcher(url).matches()) {
            throw new Refusal("--database is '" + url + "', not like jdbc:postgresql://host:5432/name");
        }
    }

    void requireAnswer() {
        Matcher parts = SPELLING.matcher(url);
        if (parts.matches()) {
            String port = parts.group("port") == null ? DEFAULT_PORT : parts.group("port");
            if (!Ports.answers(parts.group("host"), Integer.parseInt(port), PATIENCE)) {
                throw new Refusal("Nothing answers at " + parts.group("host") + ":" + port + ", which --database names");
            }
        }
    }

    /// Passwords do not belong into what is printed.
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
