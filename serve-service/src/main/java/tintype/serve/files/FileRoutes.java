package tintype.serve.files;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import tintype.cluster.http.ClusterFailure;
import tintype.cluster.http.FailureException;
import tintype.contract.ImageName;
import tintype.contract.Parsed;
import tintype.serve.ServeFailure;
import tintype.serve.disk.Shelf;

/// `GET|HEAD /g/{group}/{id}/{file}`. What is in memory is answered at once, on the event loop; all else is looked up
/// on a virtual thread, as it may wait for the disk or for a variant to be rendered.
///
/// The path is taken as it came: one that needs decoding or resolving first is no name of ours.
@ApplicationScoped
class FileRoutes {

    private static final String PATHS = "/" + ImageName.ROOT + "/*";
    private static final int BEFORE_OTHERS = -1_000;

    private final Shelf shelf;
    private final Lookup lookup;
    private final FileAnswer answer;
    private final ExecutorService threads;

    FileRoutes(Shelf shelf, Lookup lookup, FileAnswer answer, @VirtualThreads ExecutorService threads) {
        this.shelf = shelf;
        this.lookup = lookup;
        this.answer = answer;
        this.threads = threads;
    }

    void add(@Observes Router router) {
        router.route(PATHS).order(BEFORE_OTHERS).handler(this::handle);
    }

    private void handle(RoutingContext route) {
        HttpMethod method = route.request().method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            route.response().putHeader("Allow", "GET, HEAD");
            answer.refuse(route, ClusterFailure.METHOD_NOT_ALLOWED);
            return;
        }
        Shelf.Item item = shelf.get(route.request().path());
        if (item == null) {
            find(route);
        } else {
            // Should its file have gone from the disk meanwhile, the look-up knows why.
            answer.send(route, item).onFailure(_ -> startOver(route));
        }
    }

    private void startOver(RoutingContext route) {
        HttpServerResponse response = route.response();
        if (!response.headWritten() && !response.closed()) {
            response.headers().clear();
            find(route);
        }
    }

    private void find(RoutingContext route) {
        switch (ImageName.parse(route.request().path())) {
            case Parsed.Refused<ImageName> _ -> answer.refuse(route, ServeFailure.NOT_FOUND);
            case Parsed.Ok<ImageName>(ImageName name) -> {
                Context context = Vertx.currentContext();
                threads.execute(() -> {
                    Runnable next = found(route, name);
                    context.runOnContext(_ -> next.run());
                });
            }
        }
    }

    private Runnable found(RoutingContext route, ImageName name) {
        try {
            return switch (lookup.find(name)) {
                case Lookup.Found(Shelf.Item item) ->
                    () -> answer.send(route, item).onFailure(e -> failUnlessAnswered(route, e));
                case Lookup.Refused refused -> () -> answer.refuse(route, refused.why(), refused.problem());
            };
        } catch (FailureException e) {
            return () -> answer.refuse(route, e.failure(), e.problem());
        } catch (IOException | RuntimeException e) {
            return () -> route.fail(e);
        }
    }

    private static void failUnlessAnswered(RoutingContext route, Throwable e) {
        if (!route.response().headWritten() && !route.response().closed()) {
            route.response().headers().clear();
            route.fail(e);
        }
    }
}
