package tintype.serve.disk;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.cluster.ClusterConfig;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.Json;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.NodeName;
import tintype.serve.NodeConfig;

/// Whose disk this is. The data directory remembers it in `node.json` and serves nobody else: under another name or in
/// another cluster its files would be found by nobody, or stand for others.
@Startup(Interceptor.Priority.PLATFORM_BEFORE) // before a consumer joins in this node's name
@ApplicationScoped
class NodeIdentity {

    static final String OWNER_FILE = "node.json";
    private static final String LOCK_FILE = "lock";
    private static final Logger LOG = Logger.getLogger(NodeIdentity.class);
    private static final int EXIT_CODE = 1;

    /// What the directory remembers.
    record Owner(UUID cluster, NodeName node, int groups) {}

    private final Path path;
    private final NodeName node;
    private final int groupCount;
    private final FileChannel lockFile;

    @Inject
    NodeIdentity(ClusterConfig cluster, NodeConfig node, GroupMapFollower maps) throws IOException {
        this(cluster.data(), node.nodeName(), cluster.groups(), maps.current());
    }

    NodeIdentity(Path path, NodeName node, int groupCount, Optional<GroupMap> map) throws IOException {
        this.path = path;
        this.node = node;
        this.groupCount = groupCount;
        Files.createDirectories(path);
        this.lockFile = lock(path.resolve(LOCK_FILE));
        try {
            requireThatItIsOurs();
            if (map.isPresent()) {
                claimFor(map.get());
            }
        } catch (ConfigurationException e) {
            lockFile.close();
            throw e;
        }
    }

    Path data() {
        return path;
    }

    /// A first map may come only now, and only now tell which cluster this is.
    void learn(@Observes GroupMap map) throws IOException {
        try {
            claimFor(map);
        } catch (ConfigurationException e) {
            LOG.fatal(e.getMessage());
            Quarkus.asyncExit(EXIT_CODE);
        }
    }

    private void requireThatItIsOurs() throws IOException {
        Owner owner = owner();
        if (owner != null && !(owner.node().equals(node) && owner.groups() == groupCount)) {
            throw refusal("%s belongs to %s of a cluster with %d groups; this is %s with %d groups"
                    .formatted(path, owner.node(), owner.groups(), node, groupCount));
        }
    }

    private void claimFor(GroupMap map) throws IOException {
        Owner owner = owner();
        if (owner == null) {
            Path next = path.resolve(OWNER_FILE + ".next");
            Files.deleteIfExists(next);
            Durably.write(next, Json.print(new Owner(map.cluster(), node, groupCount)));
            Durably.rename(next, path.resolve(OWNER_FILE));
        } else if (!owner.cluster().equals(map.cluster())) {
            throw refusal("%s belongs to cluster %s; the map of groups is of cluster %s"
                    .formatted(path, owner.cluster(), map.cluster()));
        }
    }

    private @Nullable Owner owner() throws IOException {
        Path file = path.resolve(OWNER_FILE);
        try {
            return Json.parse(Files.readAllBytes(file), Owner.class).orThrow();
        } catch (NoSuchFileException e) {
            return null;
        } catch (IllegalArgumentException e) {
            throw refusal("Cannot read whose directory this is from " + file + ": " + e.getMessage());
        }
    }

    /// Two processes in one directory would take each other's half-written files away.
    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw refusal("Another process works in " + file.getParent());
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another one in this JVM
        }
    }

    /// Of this kind Quarkus prints the message alone, and exits with 1.
    private static ConfigurationException refusal(String message) {
        return new ConfigurationException(message);
    }

    @PreDestroy
    void close() throws IOException {
        lockFile.close();
    }
}
