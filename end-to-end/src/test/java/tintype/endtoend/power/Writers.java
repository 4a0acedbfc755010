package tintype.endtoend.power;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.store.StoredFile;

/// Several who upload, render and delete at the same time, while they are let.
final class Writers implements AutoCloseable {

    enum Act {
        UPLOAD,
        VARIANTS,
        DELETION
    }

    /// @param refused answered, but neither with what acknowledges nor with 410
    record Count(int uploads, int variants, int deletions, int refused) {
        @Override
        public String toString() {
            return "%d uploads, %d times variants and %d deletions acknowledged, %d writes refused"
                    .formatted(uploads, variants, deletions, refused);
        }
    }

    private static final int COUNT = 4;
    private static final int MOST_MILLIS_BETWEEN = 20;
    private static final int DELETED = 410;
    private static final double TRIED_AGAIN = 0.3;

    private final StoreClient node;
    private final Announcements announcements;
    private final Ledger ledger;
    private final SplittableRandom own;
    /// Each act takes one; who has all of them has halted the writers.
    private final Semaphore places = new Semaphore(COUNT, true);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger uploads = new AtomicInteger();
    private final AtomicInteger variants = new AtomicInteger();
    private final AtomicInteger deletions = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /// Halted at first.
    Writers(StoreClient node, Announcements announcements, Ledger ledger, SplittableRandom random)
            throws InterruptedException {
        this.node = node;
        this.announcements = announcements;
        this.ledger = ledger;
        this.own = random.split();
        halt();
        for (int i = 0; i < COUNT; i++) {
            SplittableRandom theirs = random.split();
            threads.submit(() -> write(theirs));
        }
    }

    /// Returns when nothing is under way.
    void halt() throws InterruptedException {
        places.acquire(COUNT);
    }

    void resume() {
        places.release(COUNT);
    }

    Count count() {
        return new Count(uploads.get(), variants.get(), deletions.get(), refused.get());
    }

    /// One act while the others are halted. Returns as soon as it is acknowledged.
    ///
    /// @return the image that it was done to
    Photo once(Act act) throws InterruptedException {
        Optional<Photo> done = Optional.empty();
        while (done.isEmpty()) {
            done = act(act, own);
        }
        return done.get();
    }

    private void write(SplittableRandom random) {
        try {
            while (true) {
                places.acquire();
                try {
                    act(draw(random), random);
                } finally {
                    places.release();
                }
                Thread.sleep(random.nextInt(MOST_MILLIS_BETWEEN));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Act draw(SplittableRandom random) {
        int drawn = random.nextInt(10);
        return drawn < 5 ? Act.UPLOAD : drawn < 8 ? Act.VARIANTS : Act.DELETION;
    }

    /// Empty when it was not acknowledged, or there was nothing to do it to.
    private Optional<Photo> act(Act act, SplittableRandom random) throws InterruptedException {
        return switch (act) {
            case UPLOAD -> upload(random);
            case VARIANTS -> render(random);
            case DELETION -> delete(random);
        };
    }

    private Optional<Photo> upload(SplittableRandom random) throws InterruptedException {
        Photo photo = random.nextDouble() < TRIED_AGAIN
                ? ledger.any(random, Photo::isToBeTriedAgain).orElseGet(() -> fresh(random))
                : fresh(random);
        ImageFile original = photo.manifest().original().file();
        photo.asked(original);
        ledger.add(photo);
        ledger.note("upload of " + photo);
        if (!isAcknowledged(node.store(photo), "upload of " + photo)) {
            return Optional.empty();
        }
        photo.acknowledged(original);
        uploads.incrementAndGet();
        return Optional.of(photo);
    }

    private static Photo fresh(SplittableRandom random) {
        return new Photo(new ImageKey(new Group(random.nextInt(Group.DEFAULT_COUNT)), ImageId.next()));
    }

    private Optional<Photo> render(SplittableRandom random) throws InterruptedException {
        Optional<Photo> live = ledger.any(random, Photo::isLive);
        if (live.isEmpty()) {
            return live;
        }
        Photo photo = live.get();
        List<StoredFile> files = photo.variants(random);
        files.forEach(variant -> photo.asked(variant.file()));
        ledger.note("variants of " + photo);
        if (!isAcknowledged(node.store(photo, files), "variants of " + photo)) {
            return Optional.empty();
        }
        files.forEach(variant -> photo.acknowledged(variant.file()));
        variants.incrementAndGet();
        return live;
    }

    /// As far as a user waits for it; the node hears of it later.
    private Optional<Photo> delete(SplittableRandom random) {
        Optional<Photo> live = ledger.any(random, Photo::isLive);
        live.ifPresent(photo -> {
            photo.deletionAsked();
            ledger.note("deletion of " + photo);
            photo.deletionAnnounced(announcements.deletion(photo.key()));
            deletions.incrementAndGet();
            ledger.note("deletion of " + photo + ": announced");
        });
        return live;
    }

    private boolean isAcknowledged(StoreClient.Answer answer, String what) {
        ledger.note(what + ": " + answer.status());
        boolean isRefused = !answer.isAcknowledged() && !answer.is(StoreClient.Answer.NONE);
        if (isRefused && !answer.is(DELETED)) { // another writer may have deleted it meanwhile
            refused.incrementAndGet();
        }
        return answer.isAcknowledged();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
