package tintype.serve;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.concurrent.Semaphore;
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

    private interface Commit {
        StoreResult apply(Path directory) throws IOException;
    }

    private final ImageStore store;
    private final Ownership ownership;
    private final MeterRegistry metrics;
    private final Semaphore places;

    StoreIntake(ImageStore store, Ownership ownership, NodeConfig config, MeterRegistry metrics) {
        this.store = store;
        this.ownership = ownership;
        this.metrics = metrics;
        this.places = new Semaphore(config.concurrentWrites());
    }

    Response original(Manifest manifest, long epoch, Sha256 announced, InputStream body) {
        if (!manifest.sha256().equals(announced)) {
            throw new FailureException(ServeFailure.DIGEST_MISMATCH);
        }
        String file = manifest.original().file().toString();
        return receive(manifest.group(), epoch, file, body, announced, received -> store.add(manifest, received));
    }

    Response variant(ImageName name, long epoch, Sha256 announced, InputStream body) {
        String file = name.file().toString();
        return receive(name.image().group(), epoch, file, body, announced, received ->
                store.add(name, received.resolve(file), announced));
    }

    private Response receive(
            Group group, long epoch, String file, InputStream body, Sha256 announced, Commit commit) {
        long ours = ownership.epoch(group);
        if (epoch != ours) {
            LOG.infof("Refused %s at epoch %d, ours is %d", file, epoch, ours);
            return otherEpoch(ours);
        }
        if (!places.tryAcquire()) {
            throw new FailureException(ServeFailure.BUSY);
        }
        try {
            return answer(file, receive(file, body, announced, commit));
        } catch (IOException e) {
            throw new FailureException(ServeFailure.WRITE_FAILED, e);
        } finally {
            places.release();
        }
    }

    private StoreResult receive(String file, InputStream body, Sha256 announced, Commit commit) throws IOException {
        Path directory = store.newIncoming();
        try {
            MessageDigest digest = Sha256.digest();
            try (OutputStream out = Files.newOutputStream(directory.resolve(file))) {
                byte[] buffer = new byte[BUFFER];
                for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                    out.write(buffer, 0, n);
                    digest.update(buffer, 0, n);
                }
            }
            if (!Sha256.of(digest).equals(announced)) {
                throw new FailureException(ServeFailure.DIGEST_MISMATCH);
            }
            return commit.apply(directory);
        } finally {
            store.discard(directory);
        }
    }

    private Response answer(String file, StoreResult result) {
        metrics.counter("tintype.node.writes", "result", result.name().toLowerCase(Locale.ROOT)).increment();
        LOG.infof("%s: %s", file, result);
        return switch (result) {
            case STORED -> Response.status(Response.Status.CREATED).build();
            case ALREADY_THERE -> Response.ok().build();
            case OTHER_BYTES -> throw new FailureException(ServeFailure.CONFLICT);
            case DELETED -> throw new FailureException(ServeFailure.DELETED);
            case NO_SUCH_IMAGE -> throw new FailureException(ServeFailure.NOT_FOUND);
        };
    }

    private static Response otherEpoch(long ours) {
        return Response.status(ServeFailure.NOT_THIS_NODE.status())
                .header(NodeProtocol.EPOCH, ours)
                .type(Problem.MEDIA_TYPE)
                .entity(Json.print(Problem.of(ServeFailure.NOT_THIS_NODE)))
                .build();
    }
}
