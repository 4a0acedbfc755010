package tintype.render;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// How long the stages of a rendering take, each summed up over all variants.
public final class Stopwatch {

    public enum Stage {
        /// From the file to the largest picture that is needed.
        DECODE,
        RESIZE,
        ENCODE
    }

    /// Work that may fail in a way of its own.
    public interface Work<T, E extends Exception> {
        T done() throws E;
    }

    private final Map<Stage, Duration> times = new EnumMap<>(Stage.class);

    public <T, E extends Exception> T time(Stage stage, Work<T, E> work) throws E {
        long begun = System.nanoTime();
        try {
            return work.done();
        } finally {
            times.merge(stage, Duration.ofNanos(System.nanoTime() - begun), Duration::plus);
        }
    }

    public Map<Stage, Duration> times() {
        return Map.copyOf(times);
    }
}
