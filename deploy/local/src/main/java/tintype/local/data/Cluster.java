package tintype.local.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tintype.local.terminal.Reason;
import tintype.local.terminal.Refusal;

/// What a data directory knows about itself; `tintype.json`.
///
/// @param format version of the directory's layout
/// @param kafka the id of the embedded Kafka cluster; a broker refuses the data of another
public record Cluster(int format, int nodes, int groups, String kafka) {

    static final int FORMAT = 1;
    static final int MOST_NODES = 99;
    private static final int FEWEST_GROUPS = 128;
    private static final int MOST_GROUPS = 4096;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Cluster {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new Refusal("--nodes is " + nodes + ", not one of 1 to " + MOST_NODES);
        }
        if (groups < FEWEST_GROUPS || groups > MOST_GROUPS) {
            throw new Refusal("--groups is " + groups + ", not one of " + FEWEST_GROUPS + " to " + MOST_GROUPS);
        }
    }

    /// Nodes may join; they own nothing yet. To take one away, its groups would have to move first.
    Cluster withNodes(int wanted, Path data) {
        if (wanted < nodes) {
            throw new Refusal(
                    data + " has " + nodes + " nodes with images on them; it cannot be started with " + wanted);
        }
        return new Cluster(format, wanted, groups, kafka);
    }

    void requireGroups(int wanted, Path data) {
        if (wanted != groups) {
            throw new Refusal(data + " was made with " + groups + " groups; that cannot be changed to " + wanted);
        }
    }

    static Cluster read(Path file) {
        try {
            var json = JSON.readTree(file.toFile());
            int format = json.path("format").asInt();
            if (format != FORMAT) {
                throw new Refusal(file.getParent() + " has format " + format + "; this version reads format " + FORMAT);
            }
            return JSON.treeToValue(json, Cluster.class);
        } catch (IOException e) {
            throw new Refusal("Cannot read " + file + ": " + Reason.of(e), e);
        }
    }

    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, JSON.writeValueAsBytes(this));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
