package tintype.local.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import tintype.local.terminal.Reason;
import tintype.local.terminal.Refusal;

/// The directory that holds everything of one suite, open for one launcher at a time.
///
///     tintype.json  token  logs/  run/  kafka/  postgres/  nodes/node-1/  upload-service/  ...
public final class DataDirectory implements AutoCloseable {

    static final int DEFAULT_NODES = 2;
    static final int DEFAULT_GROUPS = 256;
    private static final Set<String> MADE_BEFORE_TINTYPE_JSON = Set.of("run", "logs", "tintype.json.new");
    private static final int TOKEN_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final RandomAccessFile lockFile;
    private final FileLock lock;

    private DataDirectory(Path path, RandomAccessFile lockFile, FileLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /// Takes the directory, which is made if it is not there, and locks it until this is closed or the process ends.
    public static DataDirectory open(Path wanted) {
        try {
            Files.createDirectories(wanted);
            Path path = wanted.toRealPath();
            requireOurs(path);
            Files.createDirectories(path.resolve("run"));
            Files.createDirectories(path.resolve("logs"));
            return lock(path);
        } catch (IOException e) {
            throw new Refusal("Cannot use " + wanted + " as data directory: " + Reason.of(e), e);
        }
    }

    private static void requireOurs(Path path) throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            if (!Files.exists(path.resolve("tintype.json"))
                    && content.anyMatch(file -> !MADE_BEFORE_TINTYPE_JSON.contains(file.getFileName().toString()))) {
                throw new Refusal(path + " is not empty and has no tintype.json: not a data directory of Tintype");
            }
        }
    }

    private static DataDirectory lock(Path path) throws IOException {
        var file = new RandomAccessFile(path.resolve("run/lock").toFile(), "rw");
        try {
            FileLock lock = file.getChannel().tryLock();
            if (lock != null) {
                file.setLength(0);
                file.writeBytes(Long.toString(ProcessHandle.current().pid()));
                return new DataDirectory(path, file, lock);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer as for any other.
        }
        String holder = file.readLine();
        file.close();
        throw new Refusal(
                path + " is in use by another 'tintype up', process " + (holder == null ? "unknown" : holder));
    }

    public Path path() {
        return path;
    }

    public Path of(String member) {
        return path.resolve(member);
    }

    public LogFile log(String member) {
        return new LogFile(path.resolve("logs").resolve(member + ".log"));
    }

    public PidFile pidFile(String member) {
        return new PidFile(path.resolve("run").resolve(member + ".pid"));
    }

    /// What the directory says about the cluster, brought in line with what is asked for now.
    public Cluster cluster(Optional<Integer> nodes, Optional<Integer> groups) {
        Path file = path.resolve("tintype.json");
        if (!Files.exists(file)) {
            return new Cluster(
                    Cluster.FORMAT,
                    nodes.orElse(DEFAULT_NODES),
                    groups.orElse(DEFAULT_GROUPS),
                    Uuid.randomUuid().toString());
        }
        Cluster known = Cluster.read(file);
        groups.ifPresent(wanted -> known.requireGroups(wanted, path));
        return known.withNodes(nodes.orElse(known.nodes()), path);
    }

    public void remember(Cluster cluster) {
        Path file = path.resolve("tintype.json");
        try {
            cluster.write(file);
        } catch (IOException e) {
            throw new Refusal("Cannot write " + file + ": " + Reason.of(e), e);
        }
    }

    /// Which ports the suite is on, for the commands that talk to it.
    public void rememberPort(int port) {
        Path file = path.resolve(RunningSuite.PORT_FILE);
        try {
            Files.writeString(file, Integer.toString(port));
        } catch (IOException e) {
            throw new Refusal("Cannot write " + file + ": " + Reason.of(e), e);
        }
    }

    /// The secret of the cluster, made at the first start and readable by its owner alone.
    public String token() {
        Path file = path.resolve("token");
        try {
            if (!Files.exists(file)) {
                var secret = new byte[TOKEN_BYTES];
                new SecureRandom().nextBytes(secret);
                Path fresh = path.resolve("run/token.new");
                Files.deleteIfExists(fresh);
                Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                Files.writeString(fresh, HexFormat.of().formatHex(secret));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Refusal("Cannot keep the cluster's token in " + file + ": " + Reason.of(e), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new Refusal("Cannot unlock " + path + ": " + Reason.of(e), e);
        }
    }
}
