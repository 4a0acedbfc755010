package tintype.thumbnail;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.render.RenderEngine;
import tintype.render.Rendering;
import tintype.render.choice.FastestEngine;

/// The real engine, with a count of how often it was used, and as slow as a test needs it.
@Singleton
@Alternative
@Priority(1)
class CountedEngine implements RenderEngine {

    private static final RenderEngine ENGINE = chosen();
    private static final AtomicInteger RENDERS = new AtomicInteger();
    private static volatile Duration delay = Duration.ZERO;
    private static volatile boolean working = true;

    private static RenderEngine chosen() {
        try {
            return new FastestEngine(null, Files.createTempDirectory("engine")).choose().engine();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a directory for the engine", e);
        }
    }

    static int renders() {
        return RENDERS.get();
    }

    static void takeAtLeast(Duration time) {
        delay = time;
    }

    /// As without workers.
    static void rest() {
        working = false;
    }

    static void work() {
        working = true;
    }

    @Override
    public String name() {
        return ENGINE.name();
    }

    @Override
    public Rendering render(Path original, Format type, Collection<Variant> variants) {
        if (!working) {
            return new Rendering.NotNow("No render worker can be started.");
        }
        RENDERS.incrementAndGet();
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ENGINE.render(original, type, variants);
    }
}
