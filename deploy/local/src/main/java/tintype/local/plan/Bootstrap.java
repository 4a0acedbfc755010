package tintype.local.plan;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tintype.local.terminal.Refusal;

/// Where Kafka is first asked: `host:port`, or several with commas between.
public record Bootstrap(String text) {

    private static final Pattern SPELLING = Pattern.compile("[^:,\\s]+:\\d{1,5}(,[^:,\\s]+:\\d{1,5})*");
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    public Bootstrap {
        if (!SPELLING.matcher(text).matches()) {
            throw new Refusal("--kafka is '" + text + "', not host:port");
        }
    }

    public void requireAnswer() {
        if (servers().stream().noneMatch(server -> Ports.answers(server[0], Integer.parseInt(server[1]), PATIENCE))) {
            throw new Refusal("Nothing answers at " + text + ", which --kafka names");
        }
    }

    private List<String[]> servers() {
        return Stream.of(text.split(",")).map(server -> server.split(":")).toList();
    }
}
