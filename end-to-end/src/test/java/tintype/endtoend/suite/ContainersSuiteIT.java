package tintype.endtoend.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// On a Kafka and a PostgreSQL that are there already, as an operator brings them. Skipped where Docker is missing.
class ContainersSuiteIT extends SuiteContract {

    @TempDir
    static Path directory;

    private static KafkaContainer kafka;
    private static PostgreSQLContainer database;
    private static Suite suite;

    @BeforeAll
    static void start() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Docker is missing: the same tests run on the embedded Kafka and PostgreSQL only");
        kafka = new KafkaContainer("apache/kafka:4.1.1");
        database = new PostgreSQLContainer("postgres:18");
        kafka.start();
        database.start();
        suite = Suite.start(
                directory.resolve("data"),
                "--kafka", kafka.getBootstrapServers(),
                "--database",
                database.getJdbcUrl() + "&user=" + database.getUsername() + "&password=" + database.getPassword());
    }

    @AfterAll
    static void stop() {
        if (suite != null) {
            suite.close();
            kafka.stop();
            database.stop();
        }
    }

    @Override
    Suite suite() {
        return suite;
    }

    @Override
    String kafka() {
        return kafka.getBootstrapServers();
    }
}
