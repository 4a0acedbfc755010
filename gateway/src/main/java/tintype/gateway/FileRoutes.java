package tintype.gateway;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tintype.cluster.http.ClusterFailure;
import tintype.cluster.http.ProblemAnswers;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.Group;
import tintype.contract.ImageName;
import tintype.contract.groups.GroupMap;

/// `GET|HEAD /g/{group}/{id}/{file}`: from the nodes that have the group, in their order.
@ApplicationScoped
class FileRoutes {

    /// Before all that Quarkus brings along: nearly all requests are for files.
    private static final int FIRST = -1;

    private final GroupMapFollower maps;
    private final NodeReader nodes;
    private final Upstreams upstreams;
    private final NodePulses pulses;
    private volatile @Nullable Readers readers;

    FileRoutes(GroupMapFollower maps, NodeReader nodes, Upstreams upstreams, NodePulses pulses) {
        this.maps = maps;
        this.nodes = nodes;
        this.upstreams = upstreams;
        this.pulses = pulses;
    }

    void add(@Observes Router router) {
        router.route("/" + ImageName.ROOT + "/*").order(FIRST).handler(this::handle);
    }

    private void handle(RoutingContext route) {
        HttpMethod method = route.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            route.response().putHeader("Allow", "GET, HEAD");
            ProblemAnswers.send(route, ClusterFailure.METHOD_NOT_ALLOWED);
            return;
        }
        Optional<Group> group = FilePath.groupOf(route.request().path());
        Optional<GroupMap> map = maps.current();
        if (group.isEmpty()) {
            NodeReader.notFound(route);
        } else if (map.isEmpty()) {
            ProblemAnswers.send(route, ClusterFailure.NO_MAP);
        } else {
            nodes.read(route, group.get(), () -> readers(maps.require()));
        }
    }

    private Readers readers(GroupMap map) {
        Readers known = readers;
        if (known == null || known.map() != map) {
            known = Readers.of(map, node -> new Replica(upstreams.node(node), pulses.of(node)));
            readers = known;
        }
        return known;
    }
}
