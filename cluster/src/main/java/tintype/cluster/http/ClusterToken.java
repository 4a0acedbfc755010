package tintype.cluster.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import tintype.cluster.ClusterConfig;

/// The secret by which members of a cluster know each other, as a bearer token (RFC 6750).
@ApplicationScoped
public class ClusterToken {

    private static final int MIN_LENGTH = 16;
    private static final String SCHEME = "Bearer ";

    private final String credentials;

    public ClusterToken(ClusterConfig config) {
        if (config.token().length() < MIN_LENGTH) {
            throw new IllegalStateException("TINTYPE_TOKEN has to be at least " + MIN_LENGTH + " characters long");
        }
        this.credentials = SCHEME + config.token();
    }

    /// What a member sends in the field `Authorization`.
    public String credentials() {
        return credentials;
    }

    public boolean opens(@Nullable String authorization) {
        return authorization != null
                && MessageDigest.isEqual(
                        credentials.getBytes(StandardCharsets.UTF_8), authorization.getBytes(StandardCharsets.UTF_8));
    }

    /// A handler for routes that only members may use.
    public void require(RoutingContext route) {
        if (opens(route.request().getHeader("Authorization"))) {
            route.next();
        } else {
            ProblemAnswers.send(route, ClusterFailure.NOT_A_MEMBER);
        }
    }
}
