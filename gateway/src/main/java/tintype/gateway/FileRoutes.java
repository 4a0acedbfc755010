package tintype.gateway;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import tintype.cluster.ClusterFailure;
import tintype.cluster.GroupMapFollower;
import tintype.cluster.ProblemAnswers;
import tintype.contract.GroupMap;
import tintype.contract.ImageName;

/// `GET|HEAD /g/{group}/{id}/{file}`: from the nodes that have the group, in their order.
///
/// The path is parsed as it came, undecoded: what is encoded in it is no name, and never reaches a node.
@ApplicationScoped
class FileRoutes {

    private final GroupMapFollower maps;
    private final NodeReader nodes;

    FileRoutes(GroupMapFollower maps, NodeReader nodes) {
        this.maps = maps;
        this.nodes = nodes;
    }

    void add(@Observes Router router) {
        router.route("/" + ImageName.ROOT + "/*").handler(this::handle);
    }

    private void handle(RoutingContext route) {
        HttpMethod method = route.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            route.response().putHeader("Allow", "GET, HEAD");
            ProblemAnswers.send(route, ClusterFailure.METHOD_NOT_ALLOWED);
            return;
        }
        Optional<GroupMap> map = maps.current();
        Optional<ImageName> name = ImageName.parse(route.request().path()).optional();
        if (map.isEmpty()) {
            ProblemAnswers.send(route, ClusterFailure.NO_MAP);
        } else if (name.flatMap(known -> map.get().assignment(known.image().group())).isEmpty()) {
            NodeReader.notFound(route);
        } else {
            nodes.read(route, name.get(), map.get());
        }
    }
}
