package tintype.serve.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tintype.cluster.nodes.Pace;

/// One pace for each rate that this node was told: all that it copies and reads back at the same time shares it, as it
/// shares the disk and the processors.
@ApplicationScoped
public class Paces {

    private final Map<Long, Pace> known = new ConcurrentHashMap<>();

    /// @param bytesPerSecond 0 for as fast as it goes
    public Pace at(long bytesPerSecond) {
        return known.computeIfAbsent(bytesPerSecond, Pace::of);
    }
}
