package tintype.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import tintype.cluster.ClusterFailure;
import tintype.cluster.ProblemAnswers;
import tintype.contract.Json;
import tintype.contract.Problem;

/// `POST /images` to upload-service, everything else below `/images` to metadata-service. Bodies are streamed both ways.
@ApplicationScoped
class ApiRoutes {

    private static final Logger LOG = Logger.getLogger(ApiRoutes.class);
    private static final String IMAGES = "/images";
    private static final Set<HttpMethod> OF_CATALOGUE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE);

    private final HttpProxy uploads;
    private final HttpProxy catalogue;

    ApiRoutes(
            HttpClient http,
            @ConfigProperty(name = "tintype.upload.url") URI uploadService,
            @ConfigProperty(name = "tintype.metadata.url") URI metadataService) {
        this.uploads = proxy(http, uploadService);
        this.catalogue = proxy(http, metadataService);
    }

    private static HttpProxy proxy(HttpClient http, URI service) {
        return HttpProxy.reverseProxy(http)
                .origin(service.getPort(), service.getHost())
                .addInterceptor(new Front(service));
    }

    void add(@Observes Router router) {
        router.route(IMAGES).handler(this::images);
        router.routeWithRegex("/images/[0-9a-z]{1,64}").handler(this::image);
    }

    private void images(RoutingContext route) {
        HttpMethod method = route.request().method();
        if (method.equals(HttpMethod.POST)) {
            uploads.handle(route.request());
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            catalogue.handle(route.request());
        } else {
            refuse(route, "GET, HEAD, POST");
        }
    }

    private void image(RoutingContext route) {
        if (OF_CATALOGUE.contains(route.request().method())) {
            catalogue.handle(route.request());
        } else {
            refuse(route, "GET, HEAD, DELETE");
        }
    }

    private static void refuse(RoutingContext route, String allow) {
        route.response().putHeader("Allow", allow);
        ProblemAnswers.send(route, ClusterFailure.METHOD_NOT_ALLOWED);
    }

    /// Tells the service where a request came from, and the client when the service is away.
    private record Front(URI service) implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            var client = context.request().proxiedRequest();
            context.request()
                    .headers()
                    .set("X-Forwarded-For", client.remoteAddress().hostAddress())
                    .set("X-Forwarded-Proto", client.isSSL() ? "https" : "http");
            if (client.authority() != null) {
                context.request().headers().set("X-Forwarded-Host", client.authority().toString());
            }
            return context.sendRequest().recover(cause -> {
                LOG.warnf("%s does not answer: %s", service, cause.getMessage());
                return Future.succeededFuture(unavailable(context));
            });
        }

        private static ProxyResponse unavailable(ProxyContext context) {
            Problem problem = Problem.of(GatewayFailure.SERVICE_UNAVAILABLE);
            return context.request()
                    .response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Retry-After", "2")
                    .setBody(Body.body(Buffer.buffer(Json.print(problem))));
        }
    }
}
