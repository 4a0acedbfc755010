package tintype.metadata;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A real PostgreSQL: of the machine, or in a container for the second run of these tests. Kafka is
/// away all the time; what is announced goes to Kafka's own fake ([RecordedEvents]).
public class CatalogueDatabase implements QuarkusTestResourceLifecycleManager {

    public static final String NO_DOCKER = "Docker is missing: these tests run on the embedded PostgreSQL only";

    private static final boolean IN_CONTAINER = Boolean.getBoolean("tintype.test.containers");
    private static final String PASSWORD = "postgres";

    static DatabaseLine line;

    private AutoCloseable server;
    private Path data;

    /// For `@EnabledIf`.
    public static boolean isThere() {
        return !IN_CONTAINER || hasDocker();
    }

    /// JUnit asks before Quarkus has set its class loader, by which Testcontainers would look for its parts.
    private static boolean hasDocker() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(DockerClientFactory.class.getClassLoader());
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("metadata-service");
            line = IN_CONTAINER ? container() : embedded();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL for the tests", e);
        }
        return Map.ofEntries(
                Map.entry("tintype.token", "a-token-that-is-long-enough"),
                Map.entry("tintype.data", data.resolve("service").toString()),
                Map.entry("tintype.public-url", "https://img.example.org"),
                Map.entry("tintype.nodes", "node-1=http://localhost:1,node-2=http://localhost:2;zone=b"),
                Map.entry("tintype.database", "jdbc:postgresql://localhost:" + line.port() + "/postgres"),
                Map.entry("tintype.database.user", "postgres"),
                Map.entry("tintype.database.password", PASSWORD),
                Map.entry("tintype.upload.url", "http://localhost:3"),
                Map.entry("tintype.metadata.url", "http://localhost:4"),
                Map.entry("tintype.kafka", "localhost:1"),
                Map.entry("quarkus.http.test-port", "0"));
    }

    private DatabaseLine embedded() throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("postgres"))
                .setLocaleConfig("locale", "C.UTF-8")
                .start();
        server = postgres;
        return new DatabaseLine("localhost", postgres.getPort());
    }

    private DatabaseLine container() {
        PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")
                .withDatabaseName("postgres")
                .withUsername("postgres")
                .withPassword(PASSWORD);
        postgres.start();
        server = postgres;
        return new DatabaseLine(postgres.getHost(), postgres.getMappedPort(5432));
    }

    @Override
    public void stop() {
        line.close();
        try {
            server.close();
            try (var files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stop the PostgreSQL of the tests, or remove " + data, e);
        }
    }
}
