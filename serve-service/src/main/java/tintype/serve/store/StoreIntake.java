package tintype.serve.store;

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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import tintype.cluster.http.FailureException;
import tintype.contract.ImageKey;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Problem;
import tintype.contract.Sha256;
import tintype.contract.store.NodeProtocol;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;
import tintype.serve.NodeCondition;
import tintype.serve.NodeConfig;
import tintype.serve.Ownership;
import tintype.serve.ServeFailure;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.StoreResult;

/// Takes a write: checks the epoch, receives the bytes, compares them with their digest, hands them to the store.
@ApplicationScoped
public class StoreIntake {

    private static final Logger LOG = Logger.getLogger(StoreIntake.class);
    private static final int BUFFER = 1 << 17;

    /// What a write says of itself before its bytes come.
    ///
    /// @param epoch of the group, as the writer knows it
    record Announced(long epoch, long bytes) {}

    /// @param files in the order in which their bytes come
    record Variants(Announced all, List<StoredFile> files) {}

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

    Response original(Manifest manifest, Announced announced, Sha256 sum, InputStream body) {
        if (!manifest.sha256().equals(sum) || manifest.bytes() != announced.bytes()) {
            throw new FailureException(ServeFailure.NOT_AS_ANNOUNCED);
        }
        if (!condition.acceptsUploads()) {
            throw new FailureException(ServeFailure.STORE_FULL);
        }
        var original = new StoredFile(manifest.original().file(), sum, announced.bytes());
        return receive(manifest.key(), List.of(original), body, announced, received -> store.add(manifest, received));
    }

    /// All of them or none.
    Response variants(ImageKey image, Variants announced, InputStream body) {
        return receive(image, announced.files(), body, announced.all(), received ->
                store.add(image, announced.files(), received));
    }

    private Response receive(
            ImageKey image, List<StoredFile> files, InputStream body, Announced announced, Commit commit) {
        return switch (gates.enter(image.group(), announced.epoch())) {
            case GroupGates.OtherEpoch(long ours) -> {
                LOG.infof("Refused %s at epoch %d, ours is %d", names(files), announced.epoch(), ours);
                yield otherEpoch(ours);
            }
            case GroupGates.Place place -> {
                try (place) {
                    StoreResult result = receive(files, body, announced, received ->
                            place.mayCommit() ? commit.apply(received) : StoreResult.TOO_LATE);
                    yield answer(image, names(files), result);
                }
            }
        };
    }

    private StoreResult receive(List<StoredFile> files, InputStream body, Announced announced, Commit commit) {
        if (announced.bytes() > maxBytes) {
            throw new FailureException(ServeFailure.TOO_LARGE);
        }
        if (!places.tryAcquire()) {
            throw new FailureException(ServeFailure.BUSY);
        }
        try {
            return receiveIfThereIsRoom(files, body, announced, commit);
        } finally {
            places.release();
        }
    }

    private StoreResult receiveIfThereIsRoom(
            List<StoredFile> files, InputStream body, Announced announced, Commit commit) {
        try {
            if (condition.freeBytes() - promised.addAndGet(announced.bytes()) < keepFree) {
                throw new FailureException(ServeFailure.STORE_FULL);
            }
            return receiveBytes(files, body, commit);
        } catch (IOException e) {
            throw isFull(e)
                    ? new FailureException(ServeFailure.STORE_FULL, e)
                    : new UncheckedIOException("Cannot store " + names(files), e);
        } finally {
            promised.addAndGet(-announced.bytes());
        }
    }

    private static String names(List<StoredFile> files) {
        return files.stream().map(file -> file.file().toString()).collect(Collectors.joining(", "));
    }

    private static boolean isFull(IOException e) {
        String said = String.valueOf(e.getMessage());
        return said.contains("No space left on device") || said.contains("Disk quota exceeded");
    }

    private StoreResult receiveBytes(List<StoredFile> files, InputStream body, Commit commit) throws IOException {
        Path directory = store.newIncoming();
        try {
            for (StoredFile file : files) {
                receive(file, body, directory.resolve(file.file().toString()));
            }
            if (read(body, new byte[1], 1) >= 0) {
                throw new FailureException(ServeFailure.NOT_AS_ANNOUNCED);
            }
            return commit.apply(directory);
        } finally {
            store.discard(directory);
        }
    }

    private static void receive(StoredFile file, InputStream body, Path target) throws IOException {
        MessageDigest digest = Sha256.digest();
        long left = file.bytes();
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[(int) Math.min(BUFFER, left)];
            for (int n = 0; left > 0 && n >= 0; left -= Math.max(n, 0)) {
                n = read(body, buffer, left);
                if (n > 0) {
                    out.write(buffer, 0, n);
                    digest.update(buffer, 0, n);
                }
            }
        }
        if (left > 0 || !Sha256.of(digest).equals(file.sha256())) {
            throw new FailureException(ServeFailure.NOT_AS_ANNOUNCED);
        }
    }

    /// Apart from writing, as a broken connection is the sender's matter and a broken disk is ours.
    private static int read(InputStream body, byte[] buffer, long most) {
        try {
            return body.read(buffer, 0, (int) Math.min(buffer.length, most));
        } catch (IOException e) {
            throw new FailureException(ServeFailure.INCOMPLETE_BODY, e);
        }
    }

    /// With what is there now: of a variant, the first bytes stay.
    private Response answer(ImageKey image, String files, StoreResult result) {
        metrics.counter("tintype.node.writes", "result", result.name().toLowerCase(Locale.ROOT)).increment();
        LOG.infof("%s: %s", files, result);
        return switch (result) {
            case STORED -> Response.status(Response.Status.CREATED).entity(described(image)).build();
            case ALREADY_THERE -> Response.ok(described(image)).build();
            case OTHER_BYTES -> throw new FailureException(ServeFailure.CONFLICT);
            case DELETED -> throw new FailureException(ServeFailure.DELETED);
            case TOO_LATE -> otherEpoch(ownership.epoch(image.group()));
            case NO_SUCH_IMAGE -> throw new FailureException(ServeFailure.NOT_FOUND);
        };
    }

    private StoredImage described(ImageKey image) {
        try {
            return store.describe(image).orElseThrow(() -> new FailureException(ServeFailure.DELETED));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell what is here of " + image, e);
        }
    }

    public static Response otherEpoch(long ours) {
        return Response.status(ServeFailure.NOT_THIS_NODE.status())
                .header(NodeProtocol.EPOCH, ours)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(Problem.MEDIA_TYPE)
                .entity(Json.print(Problem.of(ServeFailure.NOT_THIS_NODE)))
                .build();
    }
}
