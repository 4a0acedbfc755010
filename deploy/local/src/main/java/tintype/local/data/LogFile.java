package tintype.local.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tintype.local.terminal.Reason;

/// The log of one member.
public record LogFile(Path path) {

    private static final long ENOUGH = 10_000_000;
    private static final int TAIL_BYTES = 16_384;
    private static final int TAIL_LINES = 20;

    /// A log that has grown large makes room for a new one; one old log is kept.
    public void roll() throws IOException {
        if (Files.exists(path) && Files.size(path) > ENOUGH) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// The last lines.
    public List<String> tail() {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var end = new byte[(int) Math.min(TAIL_BYTES, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - TAIL_LINES), all.size());
        } catch (IOException e) {
            return List.of("(" + path + " cannot be read: " + Reason.of(e) + ")");
        }
    }
}
