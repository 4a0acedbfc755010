package tintype.serve;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import tintype.cluster.FailureException;
import tintype.contract.Group;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.NodeProtocol;
import tintype.contract.Problem;
import tintype.contract.Sha256;

/// Takes a write: checks the epoch, receives the bytes, compares them with their digest, hands them to the store.
@ApplicationScoped
class StoreIntake {

    private static final Logger LOG = Logger.getLogger(StoreIntake.class);
    private static final int BUFFER = 1 << 17;

    /// What a write says of itself before its bytes come.
    ///
    /// @param epoch of the group, as the writer knows it
    record Announced(long epoch, Sha256 sha256, long bytes) {}

    private interface Commit {
        StoreResult apply(Path directory) throws IOException;
    }

    private final ImageStore store;
    private final Ownership ownership;
    private final GroupGates gates;
    private final NodeCondition condition;
    private final MeterRegistry metrics;
    private final Semaphore places;
    private final long maxBytes;
    private final long keepFree;
    /// Bytes of the writes that are being received.
    private final AtomicLong promised = new AtomicLong();

    StoreIntake(
            ImageStore store,
            Ownership ownership,
            GroupGates gates,
            NodeCondition condition,
            NodeConfig config,
            MeterRegistry metrics) {
        this.store = store;
        this.ownership = ownership;
        this.gates = gates;
        this.condition = condition;
        this.metrics = metrics;
        this.places = new Semaphore(config.concurrentWrites());
        this.maxBytes = config.maxBytes().asLongValue();
        this.keepFree = config.keepFree().asLongValue();
    }

    Response original(Manifest manifest, Announced announced, InputStream body) {
        if (!manifest.sha256().equals(announced.sha256()) || manifest.bytes() != announced.bytes()) {
            throw new FailureException(ServeFailure.NOT_AS_ANNOUNCED);
        }
        if (!condition.acceptsUploads()) {
            throw new FailureException(ServeFailure.STORE_FULL);
        }
        String file = manifest.original().file().toString();
        return receive(manifest.group(), file, body, announced, received -> store.add(manifest, received));
    }

    Response variant(ImageName name, Announced announced, InputStream body) {
        String file = name.file().toString();
        return receive(name.image().group(), file, body, announced, received ->
                store.add(name, received.resolve(file), announced.sha256()));
    }

    private Response receive(Group group, String file, InputStream body, Announced announced, Commit commit) {
        return switch (gates.enter(group, announced.epoch())) {
            case GroupGates.OtherEpoch(long ours) -> {
                LOG.infof("Refused %s at epoch %d, ours is %d", file, announced.epoch(), ours);
                yield otherEpoch(ours);
            }
            case GroupGates.Place place -> {
                try (place) {
                    StoreResult result = receive(file, body, announced, received ->
                            place.mayCommit() ? commit.apply(received) : StoreResult.TOO_LATE);
                    yield answer(group, file, result);
                }
            }
        };
    }

    private StoreResult receive(String file, InputStream body, Announced announced, Commit commit) {
        if (announced.bytes() > maxBytes) {
            throw new FailureException(ServeFailure.TOO_LARGE);
        }
        if (!places.tryAcquire()) {
            throw new FailureException(ServeFailure.BUSY);
        }
        try {
            return receiveIfThereIsRoom(file, body, announced, commit);
        } finally {
            places.release();
        }
    }

    private StoreResult receiveIfThereIsRoom(String file, InputStream body, Announced announced, Commit commit) {
        try {
            if (condition.freeBytes() - promised.addAndGet(announced.bytes()) < keepFree) {
                throw new FailureException(ServeFailure.STORE_FULL);
            }
            return receiveBytes(file, body, announced, commit);
        } catch (IOException e) {
            throw isFull(e)
                    ? new FailureException(ServeFailure.STORE_FULL, e)
                    : new UncheckedIOException("Cannot store " + file, e);
        } finally {
            promised.addAndGet(-announced.bytes());
        }
    }

    private static boolean isFull(IOException e) {
        String said = String.valueOf(e.getMessage());
        return said.contains("No space left on device") || said.contains("Disk quota exceeded");
    }

    private StoreResult receiveBytes(String file, InputStream body, Announced announced, Commit commit)
            throws IOException {
        Path directory = store.newIncoming();
        try {
            MessageDigest digest = Sha256.digest();
            long received = 0;
            try (OutputStream out = Files.newOutputStream(directory.resolve(file))) {
                byte[] buffer = new byte[BUFFER];
                for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
                    received += n;
                    if (received > announced.bytes()) {
                        throw new FailureException(ServeFailure.NOT_AS_ANNOUNCED);
                    }
                    out.write(buffer, 0, n);
                    digest.update(buffer, 0, n);
                }
            }
            if (received < announced.bytes() || !Sha256.of(digest).equals(announced.sha256())) {
                throw new FailureException(ServeFailure.NOT_AS_ANNOUNCED);
            }
            return commit.apply(directory);
        } finally {
            store.discard(directory);
        }
    }

    /// Apart from writing, as a broken connection is the sender's matter and a broken disk is ours.
    private static int read(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw new FailureException(ServeFailure.INCOMPLETE_BODY, e);
        }
    }

    private Response answer(Group group, String file, StoreResult result) {
        metrics.counter("tintype.node.writes", "result", result.name().toLowerCase(Locale.ROOT)).increment();
        LOG.infof("%s: %s", file, result);
        return switch (result) {
            case STORED -> Response.status(Response.Status.CREATED).build();
            case ALREADY_THERE -> Response.ok().build();
            case OTHER_BYTES -> throw new FailureException(ServeFailure.CONFLICT);
            case DELETED -> throw new FailureException(ServeFailure.DELETED);
            case TOO_LATE -> otherEpoch(ownership.epoch(group));
            case NO_SUCH_IMAGE -> throw new FailureException(ServeFailure.NOT_FOUND);
        };
    }

    static Response otherEpoch(long ours) {
        return Response.status(ServeFailure.NOT_THIS_NODE.status())
                .header(NodeProtocol.EPOCH, ours)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(Problem.MEDIA_TYPE)
                .entity(Json.print(Problem.of(ServeFailure.NOT_THIS_NODE)))
                .build();
    }
}
