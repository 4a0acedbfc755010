package tintype.local.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tintype.local.data.DataDirectory;

/// One process of the suite: a part, except that there are several nodes.
///
/// @param data the directory of this process alone; its absolute path stands in the command line of the process, by
///     which it is known again after the launcher was killed
public record Member(Part part, String name, int port, Path data) {

    /// Everything that this start of the suite consists of, in the order in which it is started.
    public static List<Member> of(Settings settings, DataDirectory directory, int nodes) {
        var members = new ArrayList<Member>();
        for (Part part : Part.values()) {
            switch (part) {
                case POSTGRES -> {
                    if (settings.database().isEmpty()) {
                        members.add(single(part, settings, directory));
                    }
                }
                case KAFKA -> {
                    if (settings.kafka().isEmpty()) {
                        members.add(single(part, settings, directory));
                    }
                }
                case NODE -> {
                    for (int number = 1; number <= nodes; number++) {
                        members.add(node(number, settings, directory));
                    }
                }
                case METADATA, THUMBNAIL, UPLOAD, GATEWAY -> members.add(single(part, settings, directory));
            }
        }
        return List.copyOf(members);
    }

    private static Member single(Part part, Settings settings, DataDirectory directory) {
        return new Member(part, part.label(), settings.ports().of(part), directory.of(part.label()));
    }

    private static Member node(int number, Settings settings, DataDirectory directory) {
        String name = Part.NODE.label() + "-" + number;
        return new Member(Part.NODE, name, settings.ports().ofNode(number), directory.of("nodes").resolve(name));
    }

    /// Only the gateway is for the world.
    public String host() {
        return part == Part.GATEWAY ? "0.0.0.0" : "127.0.0.1";
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }
}
