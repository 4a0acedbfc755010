package tintype.thumbnail.engine;

class ImgscalrEngineTest extends RenderEngineContract {

    @Override
    RenderEngine engine() {
        return new ImgscalrEngine();
    }
}
