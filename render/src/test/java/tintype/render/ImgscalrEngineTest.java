package tintype.render;

import tintype.render.imgscalr.ImgscalrEngine;

class ImgscalrEngineTest extends RenderEngineContract {

    @Override
    RenderEngine engine() {
        return new ImgscalrEngine();
    }
}
