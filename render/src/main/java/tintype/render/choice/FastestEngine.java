package tintype.render.choice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tintype.render.Limits;
import tintype.render.imgscalr.ImgscalrEngine;
import tintype.render.vips.VipsEngine;

/// libvips, where one is found: the one that is configured, the one in this jar, the system's. Else imgscalr, which
/// runs wherever Java runs.
public final class FastestEngine implements EngineChoice {

    /// The path of a libvips to use in the place of all others, or `none`.
    public static final String LIBRARY = "tintype.render.libvips";
    private static final String NONE = "none";
    private static final String SYSTEM = "libvips.so.42";
    private static final String IN_JAR = "/native/%s/libvips.so";

    private final @Nullable String configured;
    private final Path scratch;

    /// @param scratch where the library in the jar is unpacked to
    public FastestEngine(@Nullable String configured, Path scratch) {
        this.configured = configured;
        this.scratch = scratch;
    }

    /// By the settings of this process, with a directory of its own.
    public FastestEngine() {
        this(System.getProperty(LIBRARY), Path.of("").toAbsolutePath());
    }

    @Override
    public Chosen choose() {
        if (NONE.equals(configured)) {
            return javaOnly("libvips is turned off");
        }
        if (configured != null) {
            return first(List.of(() -> new Chosen(
                    VipsEngine.with(Path.of(configured), Limits.DEFAULT),
                    "the one that is configured, " + configured)));
        }
        return first(List.of(
                () -> new Chosen(VipsEngine.with(unpacked(), Limits.DEFAULT), "the one that comes with Tintype"),
                () -> new Chosen(VipsEngine.ofSystem(SYSTEM, Limits.DEFAULT), "the system's " + SYSTEM)));
    }

    private static Chosen first(List<Supplier<Chosen>> candidates) {
        List<String> reasons = new ArrayList<>();
        for (Supplier<Chosen> candidate : candidates) {
            try {
                return candidate.get();
            } catch (UnsatisfiedLinkError e) {
                reasons.add(e.getMessage());
            }
        }
        return javaOnly("no libvips: " + String.join("; ", reasons));
    }

    private static Chosen javaOnly(String why) {
        long heap = Runtime.getRuntime().maxMemory() / 4 * 3;
        Limits limits = new Limits(
                Limits.DEFAULT.pixels(), Limits.DEFAULT.side(), Math.min(heap, Limits.DEFAULT.memory()));
        return new Chosen(new ImgscalrEngine(limits), why);
    }

    private Path unpacked() {
        String name = IN_JAR.formatted(
                platform().orElseThrow(() -> new UnsatisfiedLinkError("none comes for this system")));
        Path target = scratch.resolve("libvips.so");
        try (InputStream library = FastestEngine.class.getResourceAsStream(name)) {
            if (library == null) {
                throw new UnsatisfiedLinkError("none was packaged");
            }
            Path whole = Files.createTempFile(scratch, "libvips", null);
            Files.copy(library, whole, StandardCopyOption.REPLACE_EXISTING);
            return Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack libvips into " + scratch, e);
        }
    }

    private static Optional<String> platform() {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> Optional.of("linux-x64").filter(_ -> linux);
            case "aarch64" -> Optional.of("linux-arm64").filter(_ -> linux);
            default -> Optional.empty();
        };
    }
}
