package tintype.cluster.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// The last route: what no other takes, or what one breaks on, is answered with a problem too.
@ApplicationScoped
class ProblemRoutes {

    private static final Logger LOG = Logger.getLogger(ProblemRoutes.class);

    void add(@Observes Router router) {
        router.route().order(Integer.MAX_VALUE).handler(route -> ProblemAnswers.send(route, ClusterFailure.NOT_FOUND));
        router.route().failureHandler(ProblemRoutes::fail);
    }

    private static void fail(RoutingContext route) {
        if (route.failure() instanceof FailureException e) {
            ProblemAnswers.log(e);
            ProblemAnswers.send(route, e.failure(), e.problem());
        } else if (route.failure() == null) {
            ProblemAnswers.send(route, ClusterFailure.ofStatus(route.statusCode()));
        } else {
            LOG.errorf(route.failure(), "%s %s failed", route.request().method(), route.request().path());
            ProblemAnswers.send(route, ClusterFailure.UNEXPECTED);
        }
    }
}
