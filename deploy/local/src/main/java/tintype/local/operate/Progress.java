package tintype.local.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import tintype.local.terminal.Console;

/// Shows how far movements and surveys are, until they have ended. To leave it with Ctrl-C ends nothing.
final class Progress {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int EXAMPLES = 5;

    private final Console console;
    private final Suite suite;

    Progress(Console console, Suite suite) {
        this.console = console;
        this.suite = suite;
    }

    /// Movements that were begun: what they are for, and whether somebody has to look.
    int begun(JsonNode progress) {
        console.say(progress.path("why").asText() + ": " + progress.path("moves").asInt() + " movements of "
                + Table.bytes(progress.path("bytes").asLong()) + "; 'tintype rebalance status' tells how far they are");
        stuck(progress);
        return 0;
    }

    /// A line for each reason: most often it is the same for all.
    void stuck(JsonNode plan) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (JsonNode stuck : plan.path("stuck")) {
            groups.computeIfAbsent(stuck.path("reason").asText(), _ -> new ArrayList<>()).add(stuck.path("group").asText());
        }
        groups.forEach((reason, which) -> console.warn(named(which) + ": " + reason));
    }

    private static String named(List<String> groups) {
        String some = groups.stream().limit(EXAMPLES).collect(Collectors.joining(", "));
        return groups.size() == 1
                ? "group " + some
                : groups.size() + " groups (" + some + (groups.size() > EXAMPLES ? ", …)" : ")");
    }

    /// @return the last answer
    JsonNode follow(String path, String task, String done, String total) {
        JsonNode now = suite.get(path);
        // How long it will take is the service's to say, which knows the bytes.
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total(now, total))
                .hideEta()
                .build()) {
            while (now.path("state").asText().equals("running") || now.path("state").asText().equals("paused")) {
                show(bar, now, done, total);
                Thread.sleep(PAUSE);
                now = suite.get(path);
            }
            show(bar, now, done, total);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return now;
    }

    private static void show(ProgressBar bar, JsonNode now, String done, String total) {
        bar.maxHint(total(now, total));
        bar.stepTo(now.path(done).asLong());
        String state = now.path("state").asText();
        String left = now.has("secondsLeft") ? duration(now.path("secondsLeft").asLong()) + " left" : "";
        bar.setExtraMessage(state.equals("running") ? left : state);
    }

    private static long total(JsonNode now, String total) {
        return Math.max(1, now.path(total).asLong());
    }

    static String duration(long seconds) {
        var time = Duration.ofSeconds(seconds);
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min " + time.toSecondsPart() + " s" : seconds + " s";
    }
}
