package tintype.endtoend.suite;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// On the Kafka broker and the PostgreSQL that the launcher brings.
class EmbeddedSuiteIT extends SuiteContract {

    @TempDir
    static Path directory;

    private static Suite suite;

    @BeforeAll
    static void start() {
        suite = Suite.start(directory.resolve("data"));
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    @Override
    Suite suite() {
        return suite;
    }

    @Override
    String kafka() {
        return suite.kafka();
    }
}
