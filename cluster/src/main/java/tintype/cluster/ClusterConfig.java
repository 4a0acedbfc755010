package tintype.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// What every member of a cluster is told; `TINTYPE_TOKEN`, `TINTYPE_DATA`, `TINTYPE_GROUPS` in the environment.
@ConfigMapping(prefix = "tintype")
public interface ClusterConfig {

    /// The secret that members show each other. There is no default: a service does not start without it.
    String token();

    /// The directory of this process alone.
    Path data();

    /// How many groups the cluster was made with; a service refuses to start against another count.
    @WithDefault("256")
    int groups();

    /// Prefix of every URL in answers, without a slash at its end; `https://img.example.org`.
    /// Without one, URLs are relative to the site.
    Optional<String> publicUrl();
}
