package tintype.local.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tintype.local.terminal.Refusal;

/// What a data directory tells whoever wants to talk to the suite that runs on it.
///
/// @param port of the gateway, from which all others count
public record RunningSuite(int port, String token) {

    static final String PORT_FILE = "run/port";

    public static RunningSuite of(Path data) {
        try {
            return new RunningSuite(
                    Integer.parseInt(Files.readString(data.resolve(PORT_FILE)).strip()),
                    Files.readString(data.resolve("token")).strip());
        } catch (IOException | NumberFormatException e) {
            throw new Refusal("No suite was started on " + data + "; --data names another directory", e);
        }
    }
}
