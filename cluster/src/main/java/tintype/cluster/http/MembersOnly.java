package tintype.cluster.http;

import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks resources that take requests of members of the cluster only; see [ClusterToken].
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface MembersOnly {

    @Provider
    @MembersOnly
    class Door implements ContainerRequestFilter {

        private final ClusterToken token;

        Door(ClusterToken token) {
            this.token = token;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            if (!token.opens(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
                throw new FailureException(ClusterFailure.NOT_A_MEMBER);
            }
        }
    }
}
