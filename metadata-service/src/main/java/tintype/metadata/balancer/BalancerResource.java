package tintype.metadata.balancer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import tintype.cluster.http.FailureException;
import tintype.cluster.http.MembersOnly;
import tintype.cluster.map.GroupMapFollower;
import tintype.metadata.MetadataFailure;

/// The map of groups in the words of load balancers that stand in the gateway's place. It comes from memory, so a load
/// balancer that starts while PostgreSQL is away gets its configuration too.
@Path("/groups")
@Produces(MediaType.TEXT_PLAIN)
@MembersOnly
@RunOnVirtualThread
public class BalancerResource {

    private final GroupMapFollower maps;
    private final ConfigurationTemplates templates;
    private final BalancerConfig config;
    private final Optional<URI> uploads;
    private final Optional<URI> catalogue;

    BalancerResource(
            GroupMapFollower maps,
            ConfigurationTemplates templates,
            BalancerConfig config,
            @ConfigProperty(name = "tintype.upload.url") Optional<URI> uploads,
            @ConfigProperty(name = "tintype.metadata.url") Optional<URI> catalogue) {
        this.maps = maps;
        this.templates = templates;
        this.config = config;
        this.uploads = uploads;
        this.catalogue = catalogue;
    }

    @GET
    @Path("nginx.conf")
    @Operation(summary = "The front door as a configuration of nginx")
    public String nginx() {
        return templates.nginx(frontDoor());
    }

    @GET
    @Path("haproxy.cfg")
    @Operation(summary = "The front door as a configuration of HAProxy, without the places of groups")
    public String haproxy() {
        return templates.haproxy(frontDoor());
    }

    @GET
    @Path("haproxy.map")
    @Operation(summary = "The places of groups, as HAProxy reads and updates them")
    public String haproxyMap() {
        return templates.haproxyMap(frontDoor());
    }

    private FrontDoor frontDoor() {
        return new FrontDoor(maps.require(), known(uploads), known(catalogue), config);
    }

    private static URI known(Optional<URI> address) {
        return address.orElseThrow(() -> new FailureException(MetadataFailure.NO_SERVICE_ADDRESSES));
    }
}
