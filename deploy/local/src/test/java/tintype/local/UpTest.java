package tintype.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.local.plan.Database;
import tintype.local.plan.Part;
import tintype.local.plan.Ports;
import tintype.local.plan.TestPorts;

class UpTest {

    @TempDir
    Path directory;

    private final int port = TestPorts.base();

    @Test
    void keepsTheSuiteRunningUntilItIsToldToStopAndThenLeavesNoProcess() throws Exception {
        try (var up = up()) {
            up.awaitOutput("Ready after").awaitOutput("Stop  ");
            assertThat(up.output()).contains("curl -F file=@photo.jpg http://localhost:" + port + "/images");

            ProcessHandle gateway = up.part("gateway");
            gateway.destroyForcibly();
            up.awaitOutput("gateway has died").awaitOutput("gateway is back");
            assertThat(up.part("gateway")).isNotEqualTo(gateway);

            Launcher second = up();
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output()).matches("tintype: .*/data is in use by another 'tintype up', process \\d+");

            up.sigterm();
            assertThat(up.awaitExit()).isEqualTo(128 + 15);
            assertThat(up.parts()).isEmpty();
            assertThat(directory.resolve("data/logs/node-2.log")).content().contains("node-2 stops in order");
        }
    }

    @Test
    void stopsWhatAKilledLauncherLeftBehindAndKeepsTheData() throws Exception {
        try (var killed = up()) {
            killed.awaitOutput("Ready after");
            execute("CREATE TABLE photo AS SELECT 'tram' AS name");
            killed.kill();
            assertThat(killed.parts()).extracting(ProcessHandle::isAlive).contains(true);

            try (var next = up()) {
                next.awaitOutput("Ready after");
                assertThat(next.output()).contains("Stopped what an earlier start left behind: gateway,"
                        + " metadata-service, node-1, node-2, thumbnail-service, upload-service, kafka, postgres");
                execute("INSERT INTO photo VALUES ('harbour')");
            }
        }
    }

    @Test
    void endsWithTheReasonWhenAPartDoesNotStart() throws Exception {
        try (var kafka = new ServerSocket(0);
                var database = new ServerSocket(0);
                var up = up(Map.of("STUB_REFUSES", "gateway"), kafka, database)) {
            assertThat(up.awaitExit()).isEqualTo(1);
            assertThat(up.output())
                    .contains("tintype: gateway has ended; the end of ")
                    .contains("    There is no token, so gateway does not start");
            assertThat(up.parts()).isEmpty();
        }
    }

    @Test
    void namesThePortThatIsBusyAndWhatItIsFor() throws Exception {
        try (var busy = new ServerSocket(port + 2); var up = up()) {
            assertThat(up.awaitExit()).isEqualTo(1);
            assertThat(up.output())
                    .isEqualTo("tintype: Port " + busy.getLocalPort() + " for thumbnail-service:"
                            + " Address already in use; choose other ports with --port");
        }
    }

    @Test
    void usesAnotherKafkaAndAnotherDatabaseWhenTold() throws Exception {
        try (var kafka = new ServerSocket(0);
                var database = new ServerSocket(0);
                var up = up(Map.of("TINTYPE_DATABASE_USER", "tintype"), kafka, database)) {
            up.awaitOutput("Ready after").awaitOutput("Stop  ");
            assertThat(up.output()).contains("localhost:" + kafka.getLocalPort()).contains("/photos as tintype");
            up.sigterm();
            up.awaitExit();
            assertThat(up.parts()).isEmpty();
            assertThat(directory.resolve("data/kafka")).doesNotExist();
            assertThat(directory.resolve("data/postgres")).doesNotExist();
        }
    }

    @Test
    void saysWhichExternalPartDoesNotAnswer() throws Exception {
        try (var up = Launcher.up(data(), port, Map.of(), "--kafka", "127.0.0.1:" + (port + 1))) {
            assertThat(up.awaitExit()).isEqualTo(1);
            assertThat(up.output())
                    .isEqualTo("tintype: Nothing answers at 127.0.0.1:" + (port + 1) + ", which --kafka names");
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Launcher up() throws IOException {
        return Launcher.up(data(), port, Map.of());
    }

    /// With what only has to answer for the launcher to go on.
    private Launcher up(Map<String, String> environment, ServerSocket kafka, ServerSocket database) throws IOException {
        return Launcher.up(
                data(),
                port,
                environment,
                "--kafka",
                "localhost:" + kafka.getLocalPort(),
                "--database",
                "jdbc:postgresql://localhost:" + database.getLocalPort() + "/photos");
    }

    private void execute(String sql) throws SQLException {
        Database database = Database.embedded(new Ports(port).of(Part.POSTGRES));
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
