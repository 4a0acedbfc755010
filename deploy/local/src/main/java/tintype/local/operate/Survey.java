package tintype.local.operate;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import tintype.local.terminal.Console;

/// What looks through all groups: how far it is, and what it has found.
final class Survey {

    private final Console console;
    private final Suite suite;

    Survey(Console console, Suite suite) {
        this.console = console;
        this.suite = suite;
    }

    /// @return the exit code: 0 when all is well
    int follow(String path, String task) {
        JsonNode last = new Progress(console, suite).follow(path, task, "groups", "groupsTotal");
        if (!last.path("findings").isEmpty()) {
            var table = new Table("GROUP", "NODE", "FINDING", "IMAGES", "FOR EXAMPLE", "");
            for (JsonNode finding : last.path("findings")) {
                table.add(
                        finding.path("group").asText(),
                        finding.path("node").asText("catalogue"),
                        finding.path("kind").asText(),
                        finding.path("images").asLong(),
                        StreamSupport.stream(finding.path("examples").spliterator(), false)
                                .limit(1)
                                .map(JsonNode::asText)
                                .collect(joining()),
                        finding.path("outcome").asText(""));
            }
            console.say(table.print());
        }
        String state = last.path("state").asText();
        String reason = last.path("reason").asText("");
        console.say(last.path("images").asLong() + " images in " + last.path("groups").asInt() + " groups, "
                + last.path("findings").size() + " findings: " + state + (reason.isEmpty() ? "" : ", " + reason));
        return state.equals("done") && last.path("findings").isEmpty() ? 0 : 1;
    }
}
