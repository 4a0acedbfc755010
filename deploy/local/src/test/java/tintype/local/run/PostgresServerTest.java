package tintype.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.local.plan.Database;
import tintype.local.plan.Member;
import tintype.local.plan.Part;
import tintype.local.plan.Ports;
import tintype.local.plan.TestPorts;

class PostgresServerTest {

    @TempDir
    static Path directory;

    private static Member member;
    private static PostgresServer server;
    private static ProcessHandle postmaster;

    @BeforeAll
    static void start() throws Exception {
        member = new Member(
                Part.POSTGRES,
                "postgres",
                new Ports(TestPorts.base()).of(Part.POSTGRES),
                directory.resolve("postgres"));
        server = new PostgresServer(
                member,
                Path.of("target/stub-home/deploy/local/target/postgres").toAbsolutePath(),
                directory.resolve("postgres.log"),
                directory.resolve("first-start"));
        postmaster = server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(postmaster, Duration.ofSeconds(10));
    }

    @Test
    void keepsWhatWasCommittedWhenItIsKilled() throws Exception {
        execute("CREATE TABLE photo AS SELECT 'tram' AS name");
        postmaster.children().forEach(ProcessHandle::destroyForcibly);
        postmaster.destroyForcibly();
        postmaster.onExit().join();

        postmaster = server.start();

        assertThat(select("SELECT name FROM photo")).isEqualTo("tram");
    }

    @Test
    void writesEveryCommitToDisk() throws SQLException {
        assertThat(select("SHOW fsync")).isEqualTo("on");
        assertThat(select("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(select("SHOW server_version")).startsWith("18.");
    }

    @Test
    void listensOnThisMachineOnly() throws SQLException {
        assertThat(select("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(select("SHOW unix_socket_directories")).isEmpty();
    }

    @Test
    void beginsAnewWhenItsFirstStartWasCutOff() throws Exception {
        server.stop(postmaster, Duration.ofSeconds(10));
        Files.delete(member.data().resolve("global/pg_control"));
        Files.createFile(directory.resolve("first-start"));

        postmaster = server.start();

        assertThat(select("SELECT 'there'")).isEqualTo("there");
        assertThat(directory.resolve("first-start")).doesNotExist();
    }

    @Test
    void removesWhatWasNotUnpackedToItsEnd() throws Exception {
        Path binaries = Files.createDirectories(directory.resolve("binaries"));
        Path cutOff = Files.createDirectories(binaries.resolve("PG-of-a-killed-launcher/bin"));
        var other = new Member(
                Part.POSTGRES, "postgres", new Ports(TestPorts.base()).of(Part.POSTGRES), directory.resolve("other"));
        var unpacking = new PostgresServer(other, binaries, directory.resolve("other.log"), directory.resolve("first"));

        ProcessHandle process = unpacking.start();

        unpacking.stop(process, Duration.ofSeconds(10));
        assertThat(cutOff).doesNotExist();
    }

    @Test
    void isFoundByItsDataWhenNobodyRememberedIt() throws Exception {
        assertThat(PostgresServer.postmaster(member.data())).contains(postmaster);
    }

    private Connection connection() throws SQLException {
        Database database = Database.embedded(member.port());
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String select(String sql) throws SQLException {
        try (var connection = connection(); var statement = connection.createStatement()) {
            var rows = statement.executeQuery(sql);
            rows.next();
            return rows.getString(1);
        }
    }
}
