package tintype.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tintype.render.choice.EngineChoice;
import tintype.render.choice.FastestEngine;
import tintype.render.imgscalr.ImgscalrEngine;
import tintype.render.vips.VipsEngine;

/// The engines, for tests whose rows they are.
enum Engines {
    LIBVIPS(libvips()),
    PURE_JAVA(new ImgscalrEngine(Limits.DEFAULT));

    private final RenderEngine engine;

    Engines(RenderEngine engine) {
        this.engine = engine;
    }

    RenderEngine engine() {
        return engine;
    }

    private static RenderEngine libvips() {
        try {
            Path scratch = Files.createTempDirectory("tintype-engines");
            EngineChoice.Chosen chosen = new FastestEngine(null, scratch).choose();
            if (!(chosen.engine() instanceof VipsEngine)) {
                throw new IllegalStateException("These tests need libvips (" + chosen.why() + "): is there npm?");
            }
            // It is loaded by now.
            Files.deleteIfExists(scratch.resolve("libvips.so"));
            Files.delete(scratch);
            return chosen.engine();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack libvips for the tests", e);
        }
    }
}
