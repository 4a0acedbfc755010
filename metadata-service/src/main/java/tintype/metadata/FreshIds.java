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

    /// Asks again after the first event of a fresh id has come, or after some patience.
    ///
    /// @param found whether an answer is a good one
    <T> T await(ImageId id, Supplier<T> question, Predicate<T> found) {
        T answer = question.get();
        if (found.test(answer) || !isFresh(id) || !waiters.tryAcquire()) {
            return answer;
        }
        try {
            CountDownLatch latch = awaited.computeIfAbsent(id, _ -> new CountDownLatch(1));
            // Once more, as the event may have come before the latch was there.
            answer = question.get();
            return found.test(answer) || !latch.await(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? answer
                    : question.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer;
        } finally {
            awaited.remove(id);
            waiters.release();
        }
    }

    private boolean isFresh(ImageId id) {
        Duration age = Duration.between(id.createdAt(), Instant.now());
        return age.abs().compareTo(fresh) < 0;
    }
}
