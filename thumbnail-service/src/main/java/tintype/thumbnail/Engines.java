package tintype.thumbnail;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import tintype.render.imgscalr.ImgscalrEngine;
import tintype.render.RenderEngine;

/// Picks the engine at start, and says which.
final class Engines {

    private static final Logger LOG = Logger.getLogger(Engines.class);

    @Produces
    @Singleton
    RenderEngine engine() {
        RenderEngine engine = new ImgscalrEngine();
        LOG.infof("Rendering with %s", engine.name());
        return engine;
    }
}
