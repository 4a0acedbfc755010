package tintype.upload;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/// Lets a client that is still sending read why it was refused: the rest of its body is taken for a while and thrown
/// away. To close at once would reset the connection, and the answer would be lost with it.
@ApplicationScoped
class Drain {

    private final Vertx vertx;
    private final long patience;

    Drain(Vertx vertx, UploadConfig config) {
        this.vertx = vertx;
        this.patience = config.drain().toMillis();
    }

    void restOf(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        long timer = vertx.setTimer(patience, _ -> request.connection().close());
        request.handler(_ -> {});
        request.exceptionHandler(_ -> vertx.cancelTimer(timer));
        request.endHandler(_ -> vertx.cancelTimer(timer));
        request.resume();
    }
}
