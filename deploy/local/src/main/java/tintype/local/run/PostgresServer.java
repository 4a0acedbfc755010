package tintype.local.run;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tintype.local.data.DirectoryTree;
import tintype.local.plan.Database;
import tintype.local.plan.Member;
import tintype.local.terminal.Reason;

/// A real PostgreSQL from the binaries of zonky, with its data kept and every commit on disk.
public final class PostgresServer implements Server {

    private static final Duration START = Duration.ofSeconds(60);

    private final Member member;
    private final Path binaries;
    private final Path log;
    private final Path firstStart;
    private @Nullable EmbeddedPostgres running;

    /// @param binaries where the binaries are unpacked
    /// @param firstStart a file that is there during the first start only: what it leaves behind when it is cut off is
    ///     no database
    PostgresServer(Member member, Path binaries, Path log, Path firstStart) {
        this.member = member;
        this.binaries = binaries;
        this.log = log;
        this.firstStart = firstStart;
        // The library's default is a directory below /tmp that all users of the machine share.
        System.setProperty("ot.epg.working-dir", binaries.toString());
    }

    @Override
    public Member member() {
        return member;
    }

    @Override
    public ProcessHandle start() throws IOException {
        if (running != null) {
            running.close();
        }
        if (Files.exists(firstStart)) {
            DirectoryTree.delete(member.data());
        } else if (!Files.exists(member.data())) {
            Files.createFile(firstStart);
        }
        try {
            running = unpackedAndStarted();
            createDatabase(running);
        } catch (ExceptionInInitializerError e) {
            throw new IOException("it cannot be unpacked to " + binaries + ": " + Reason.of(cause(e)), e);
        } catch (IllegalStateException | SQLException e) {
            throw new IOException(Reason.of(e), e);
        }
        Files.deleteIfExists(firstStart);
        return postmaster();
    }

    /// One launcher at a time, since the library takes files of an unpacking that was cut off for whole.
    private EmbeddedPostgres unpackedAndStarted() throws IOException {
        Files.createDirectories(binaries);
        try (var channel = FileChannel.open(binaries.resolve("lock"), CREATE, WRITE); var lock = channel.lock()) {
            for (Path unpacked : list(binaries)) {
                if (Files.isDirectory(unpacked) && !Files.exists(unpacked.resolve(".exists"))) {
                    DirectoryTree.delete(unpacked);
                }
            }
            return configured().start();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> content = Files.list(directory)) {
            return content.toList();
        }
    }

    private static Throwable cause(ExceptionInInitializerError e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private EmbeddedPostgres.Builder configured() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(member.data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(member.port())
                .setPGStartupWait(START)
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // The library starts it with fsync and synchronous_commit off.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "60")
                .setServerConfig("shared_buffers", "64MB");
    }

    private static void createDatabase(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            var known = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + Database.NAME + "'");
            if (!known.next()) {
                statement.execute("CREATE DATABASE " + Database.NAME);
            }
        }
    }

    private ProcessHandle postmaster() throws IOException {
        return postmaster(member.data())
                .orElseThrow(() -> new IOException("PostgreSQL ended right after its start"));
    }

    /// The postmaster that runs on this data, whoever has started it.
    static Optional<ProcessHandle> postmaster(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        return ProcessHandle.of(pid).filter(process ->
                process.info().commandLine().orElse("").contains(data.toString()));
    }

    /// Its start already waits for an answer to a query.
    @Override
    public boolean isReady() {
        return running != null;
    }

    @Override
    public void stop(ProcessHandle process, Duration patience) {
        Stopping.stopPostgres(process, patience);
    }
}
