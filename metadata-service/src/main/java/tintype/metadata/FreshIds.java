package tintype.metadata;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tintype.contract.ImageId;

/// Lets a client read and delete what it has just uploaded: its event may still be on its way to the catalogue.
/// See `docs/decisions/0007-read-your-own-upload.md`.
@ApplicationScoped
class FreshIds {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Duration fresh;
    private final Duration patience;
    private final Semaphore waiters;
    private final Map<ImageId, CountDownLatch> awaited = new ConcurrentHashMap<>();

    FreshIds(MetadataConfig config) {
        this.fresh = config.fresh();
        this.patience = config.patience();
        this.waiters = new Semaphore(config.waiters());
    }

    void arrived(ImageId id) {
        CountDownLatch latch = awaited.remove(id);
        if (latch != null) {
            latch.countDown();
        }
    }

    /// Asks again when an event of a fresh id has come here, and now and then, as it may have come to another instance.
    ///
    /// @param found whether an answer is a good one
    <T> T await(ImageId id, Supplier<T> question, Predicate<T> found) {
        T answer = question.get();
        if (found.test(answer) || !isFresh(id) || !waiters.tryAcquire()) {
            return answer;
        }
        try {
            Instant end = Instant.now().plus(patience);
            while (!found.test(answer) && Instant.now().isBefore(end)) {
                CountDownLatch latch = awaited.computeIfAbsent(id, _ -> new CountDownLatch(1));
                latch.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                answer = question.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            awaited.remove(id);
            waiters.release();
        }
        return answer;
    }

    private boolean isFresh(ImageId id) {
        Duration age = Duration.between(id.createdAt(), Instant.now());
        return age.abs().compareTo(fresh) < 0;
    }
}
