package tintype.serve.files;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;
import tintype.cluster.http.ProblemAnswers;
import tintype.serve.ServeFailure;

/// No path of a node has anything in it to decode or to resolve. One that has is a trick, and there is nothing at it.
@ApplicationScoped
class StrictPaths {

    void guard(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(StrictPaths::guard);
    }

    private static void guard(RoutingContext route) {
        if (isPlain(route.request().path())) {
            route.next();
        } else {
            ProblemAnswers.send(route, ServeFailure.NOT_FOUND);
        }
    }

    private static boolean isPlain(@Nullable String path) {
        return path != null && path.indexOf('%') < 0 && !path.contains("//") && !path.contains("/.");
    }
}
