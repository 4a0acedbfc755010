package tintype.local.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Which process runs a part: its id and the moment of its start, since the system gives out ids again.
public record PidFile(Path file) {

    /// The start of a process is reckoned from the start of the system, which shifts when the clock is set.
    private static final Duration CLOCK_SHIFT = Duration.ofSeconds(5);

    public void write(ProcessHandle process) throws IOException {
        Instant started = process.info().startInstant().orElse(Instant.EPOCH);
        Files.writeString(file, process.pid() + " " + started + "\n");
    }

    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /// The process that is written here if it still runs; never another one that has its id by now.
    ///
    /// @param mark what stands in the command line of our process only
    public Optional<ProcessHandle> running(String mark) {
        try {
            String[] words = Files.readString(file).strip().split(" ");
            Instant started = Instant.parse(words.length == 2 ? words[1] : "");
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(process -> process.isAlive() && startedAt(process, started) && hasMark(process, mark));
        } catch (IOException | DateTimeParseException | NumberFormatException e) {
            // There is no such file, or its writer was killed on the way: nothing to be known from it.
            return Optional.empty();
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant started) {
        return process.info()
                .startInstant()
                .filter(actual -> Duration.between(actual, started).abs().compareTo(CLOCK_SHIFT) <= 0)
                .isPresent();
    }

    private static boolean hasMark(ProcessHandle process, String mark) {
        return process.info().commandLine().filter(command -> command.contains(mark)).isPresent();
    }
}
