package tintype.endtoend.power;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A program of the system that is run to its end.
final class Command {

    /// It ended with another code than 0.
    static final class Failed extends RuntimeException {
        Failed(List<String> command, String said) {
            super(String.join(" ", command) + ": " + said.strip());
        }
    }

    private Command() {}

    /// @return what it said
    static String run(String... command) {
        List<String> words = List.of(command);
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Failed(words, said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + words, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + words, e);
        }
    }
}
