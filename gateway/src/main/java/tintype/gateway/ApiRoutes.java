package tintype.gateway;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tintype.cluster.http.ClusterFailure;
import tintype.cluster.http.Drain;
import tintype.cluster.http.ProblemAnswers;

/// `POST /images` to upload-service, everything else below `/images` to metadata-service. Bodies are streamed both ways.
@ApplicationScoped
class ApiRoutes {

    private static final Set<HttpMethod> OF_CATALOGUE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE);

    private final Upstream uploads;
    private final Upstream catalogue;
    private final GatewayConfig config;
    private final Drain drain;

    ApiRoutes(
            Upstreams upstreams,
            GatewayConfig config,
            Drain drain,
            @ConfigProperty(name = "tintype.upload.url") URI uploadService,
            @ConfigProperty(name = "tintype.metadata.url") URI metadataService) {
        this.uploads = upstreams.uploadService(uploadService);
        this.catalogue = upstreams.metadataService(metadataService);
        this.config = config;
        this.drain = drain;
    }

    void add(@Observes Router router) {
        router.route().order(0).handler(ApiRoutes::refuseOtherSpellings);
        // As expressions, since routes by path would take a slash at the end as well.
        router.routeWithRegex("/images").handler(this::images);
        router.routeWithRegex("/images/[0-9a-z]{1,64}").handler(this::image);
    }

    /// Routes are found by the normalised path, but what is passed on is the path as it came. They have to be the same,
    /// or `/q/../images` and `/%69mages` would be paths as well.
    private static void refuseOtherSpellings(RoutingContext route) {
        if (route.normalizedPath().equals(route.request().path())) {
            route.next();
        } else {
            ProblemAnswers.send(route, ClusterFailure.NOT_FOUND);
        }
    }

    private void images(RoutingContext route) {
        HttpMethod method = route.request().method();
        if (method.equals(HttpMethod.POST)) {
            call(uploads, route);
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            call(catalogue, route);
        } else {
            refuse(route, "GET, HEAD, POST");
        }
    }

    private void image(RoutingContext route) {
        if (OF_CATALOGUE.contains(route.request().method())) {
            call(catalogue, route);
        } else {
            refuse(route, "GET, HEAD, DELETE");
        }
    }

    private void call(Upstream service, RoutingContext route) {
        new ServiceCall(service, route, config, drain).make();
    }

    private static void refuse(RoutingContext route, String allow) {
        route.response().putHeader("Allow", allow);
        ProblemAnswers.send(route, ClusterFailure.METHOD_NOT_ALLOWED);
    }
}
