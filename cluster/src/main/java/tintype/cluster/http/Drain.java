package tintype.cluster.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Lets a client that is still sending read why it was refused: the rest of its body is taken for a while and thrown
/// away. To close at once would reset the connection, and the answer would be lost with it.
@ApplicationScoped
public class Drain {

    private final Vertx vertx;

    Drain(Vertx vertx) {
        this.vertx = vertx;
    }

    public void restOf(HttpServerRequest request, Duration patience) {
        if (request.isEnded()) {
            return;
        }
        long timer = vertx.setTimer(patience.toMillis(), _ -> closeUnlessEnded(request));
        request.handler(_ -> {});
        request.exceptionHandler(_ -> vertx.cancelTimer(timer));
        request.endHandler(_ -> vertx.cancelTimer(timer));
        request.resume();
    }

    /// A request that is read to its end in portions, as Quarkus does, seems to go on until it is resumed, and then its
    /// end is not told again. By now its connection may carry another one.
    private static void closeUnlessEnded(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.connection().close();
        }
    }
}
