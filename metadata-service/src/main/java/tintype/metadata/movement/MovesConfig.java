package tintype.metadata.movement;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How groups move; `TINTYPE_MOVES_…` in the environment.
@ConfigMapping(prefix = "tintype.moves")
public interface MovesConfig {

    /// Movements that a node takes part in at the same time.
    @WithDefault("8")
    int concurrent();

    /// Bytes per second that a node copies or reads back, all of its movements together; 0 for as fast as it goes.
    @WithDefault("24M")
    MemorySize rate();

    /// The same for groups that have lost a copy.
    @WithDefault("96M")
    MemorySize repairRate();

    /// How long a node goes on serving a group that has moved away; longer than anybody's map can be stale.
    @WithDefault("30s")
    Duration grace();

    /// How often it is looked what is next for groups that move; at least twice a second while one has lost a copy.
    @WithDefault("2s")
    Duration interval();
}
