package tintype.local.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The options for a part's cache of loaded and linked classes (JEP 483, 514).
public enum AotCache {
    /// Use what was trained; what of it the JVM cannot use, it warns of in tens of lines, and does without.
    USE {
        @Override
        public List<String> options(Path cache, Path jar) {
            return isFresh(cache, jar) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=error") : List.of();
        }
    },
    /// Watch this run and write the cache when it ends. Without its profiles (JEP 515), by which the compilers of all parts
    /// would go to work while all of them are starting.
    TRAIN {
        @Override
        public List<String> options(Path cache, Path jar) {
            return List.of(
                    "-XX:AOTCacheOutput=" + cache,
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-AOTRecordTraining");
        }
    };

    public abstract List<String> options(Path cache, Path jar);

    /// The JVM itself refuses a cache of another JVM or other jars, but it says so in the log each time.
    public static boolean isFresh(Path cache, Path jar) {
        try {
            return Files.exists(cache)
                    && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
