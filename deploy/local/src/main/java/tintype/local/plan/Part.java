package tintype.local.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the suite is made of: where it is built, how far its port is from the base port, what it waits for and how much
/// memory it may take. The rows stand in the order in which they are started; where a user may wait for an answer, they
/// are stopped in the opposite order.
public enum Part {
    POSTGRES("deploy/local", "postgres", 6, Set.of(), List.of()),
    KAFKA("deploy/local", "kafka", 4, Set.of(), List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")),
    METADATA(
            "metadata-service", "metadata-service", 3, Set.of(POSTGRES, KAFKA),
            List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")),
    NODE("serve-service", "node", 11, Set.of(KAFKA), List.of("-Xmx128m", "-XX:+UseSerialGC")),
    THUMBNAIL("thumbnail-service", "thumbnail-service", 2, Set.of(KAFKA), List.of("-Xmx192m", "-XX:+UseSerialGC")),
    UPLOAD("upload-service", "upload-service", 1, Set.of(KAFKA), List.of("-Xmx128m", "-XX:+UseSerialGC")),
    GATEWAY("gateway", "gateway", 0, Set.of(KAFKA), List.of("-Xmx96m", "-XX:+UseSerialGC"));

    /// What every JVM of the suite is given. Its compilers yield to all that somebody waits for: they work hardest where
    /// a node is new, which is when groups move. (Linux only; who is not root reads of it in the log.)
    private static final List<String> EVERY_JVM = List.of(
            "-XX:ThreadPriorityPolicy=1",
            "-XX:CompilerThreadPriority=15",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true");

    private final String module;
    private final String label;
    private final int portOffset;
    private final Set<Part> needs;
    private final List<String> jvm;

    Part(String module, String label, int portOffset, Set<Part> needs, List<String> jvm) {
        this.module = module;
        this.label = label;
        this.portOffset = portOffset;
        this.needs = needs;
        this.jvm = jvm;
    }

    public String label() {
        return label;
    }

    int portOffset() {
        return portOffset;
    }

    public Set<Part> needs() {
        return needs;
    }

    /// All parts, those first that no other needs, then those that only the first needed, and so on.
    public static List<Set<Part>> needlessFirst() {
        var order = new ArrayList<Set<Part>>();
        Set<Part> left = EnumSet.allOf(Part.class);
        while (!left.isEmpty()) {
            Set<Part> needed = left.stream().flatMap(part -> part.needs.stream()).collect(Collectors.toSet());
            Set<Part> needless = EnumSet.copyOf(left);
            needless.removeAll(needed);
            order.add(needless);
            left.removeAll(needless);
        }
        return List.copyOf(order);
    }

    public List<String> jvmOptions() {
        return Stream.concat(EVERY_JVM.stream(), jvm.stream()).toList();
    }

    /// The jar that this part is run from, below the directory of the suite.
    public Path jar(Path home) {
        return switch (this) {
            case POSTGRES, KAFKA -> target(home).resolve("tintype-local.jar");
            case METADATA, NODE, THUMBNAIL, UPLOAD, GATEWAY -> target(home).resolve("quarkus-app/quarkus-run.jar");
        };
    }

    /// Classes loaded and linked ahead of time; `tintype build` makes it.
    public Path aotCache(Path home) {
        return target(home).resolve(label + ".aot");
    }

    private Path target(Path home) {
        return home.resolve(module).resolve("target");
    }
}
