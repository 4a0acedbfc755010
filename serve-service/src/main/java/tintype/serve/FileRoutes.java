package tintype.serve;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;
import tintype.cluster.ClusterFailure;
import tintype.cluster.FailureException;
import tintype.cluster.ProblemAnswers;
import tintype.contract.ImageName;
import tintype.contract.Parsed;
import tintype.contract.Problem;

/// `GET|HEAD /g/{group}/{id}/{file}`: what is on the shelf is sent at once, from the event loop; for anything else the
/// disk is asked, on a virtual thread.
@ApplicationScoped
class FileRoutes {

    private static final Logger LOG = Logger.getLogger(FileRoutes.class);
    private static final String ROUTES = "/g/*";
    private static final String SHORT = "public, max-age=5";

    private final Shelf shelf;
    private final Lookup lookup;
    private final ExecutorService threads;
    private final Vertx vertx;

    FileRoutes(Shelf shelf, Lookup lookup, @VirtualThreads ExecutorService threads, Vertx vertx) {
        this.shelf = shelf;
        this.lookup = lookup;
        this.threads = threads;
        this.vertx = vertx;
    }

    void add(@Observes Router router) {
        router.route(ROUTES).handler(this::handle);
    }

    private void handle(RoutingContext route) {
        HttpMethod method = route.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            route.response().putHeader("Allow", "GET, HEAD");
            ProblemAnswers.send(route, ClusterFailure.METHOD_NOT_ALLOWED);
            return;
        }
        Shelf.Item item = shelf.get(route.request().path());
        if (item != null) {
            FileAnswer.send(route, item);
        } else {
            find(route);
        }
    }

    private void find(RoutingContext route) {
        // The raw path: what is encoded in it is no name.
        switch (ImageName.parse(route.request().path())) {
            case Parsed.Refused<ImageName> _ -> refuse(route, ServeFailure.NOT_FOUND);
            case Parsed.Ok<ImageName>(ImageName name) -> {
                var context = vertx.getOrCreateContext();
                threads.submit(() -> {
                    Runnable answer = answer(route, name);
                    context.runOnContext(_ -> answer.run());
                });
            }
        }
    }

    private Runnable answer(RoutingContext route, ImageName name) {
        try {
            return switch (lookup.find(name)) {
                case Lookup.Found(Shelf.Item item) -> () -> FileAnswer.send(route, item);
                case Lookup.Refused(ServeFailure why, Problem problem) -> () -> refuse(route, why, problem);
            };
        } catch (FailureException e) {
            return () -> ProblemAnswers.send(route, e.failure(), e.problem());
        } catch (Exception e) {
            LOG.errorf(e, "Cannot serve %s", name);
            return () -> route.fail(e);
        }
    }

    private static void refuse(RoutingContext route, ServeFailure why) {
        refuse(route, why, Problem.of(why));
    }

    private static void refuse(RoutingContext route, ServeFailure why, Problem problem) {
        if (why == ServeFailure.NOT_FOUND || why == ServeFailure.DELETED) {
            route.response().putHeader("Cache-Control", SHORT);
        }
        ProblemAnswers.send(route, why, problem);
    }
}
