package tintype.endtoend.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tintype.cluster.Pictures;

/// Users at work, each at one door at a time, until they are sent home: some upload, some look, one deletes.
public final class Load implements AutoCloseable {

    /// What happened since the last look.
    ///
    /// @param refused     uploads that were not acknowledged: they may fail, but not be lost
    /// @param failedReads of live images, with what was answered
    /// @param readP50     and `readP99` in milliseconds, of files that did not have to be rendered first
    public record Report(
            int uploads, int refused, int reads, int deletes, List<String> failedReads,
            double uploadP50, double uploadP99, double readP50, double readP99) {

        @Override
        public String toString() {
            return "%d uploads (p50 %.0f ms, p99 %.0f ms), %d refused; %d reads (p50 %.1f ms, p99 %.1f ms), %d failed; %d deletions"
                    .formatted(uploads, uploadP50, uploadP99, refused, reads, readP50, readP99, failedReads.size(), deletes);
        }
    }

    /// Of each of the two who upload.
    public enum Haste {
        /// As much as a small machine can render.
        BUSY(Duration.ofMillis(100)),
        /// A third of it: only then a user's latency tells what something else takes away from him.
        CALM(Duration.ofMillis(500));

        private final Duration betweenUploads;

        Haste(Duration betweenUploads) {
            this.betweenUploads = betweenUploads;
        }
    }

    private static final Duration BETWEEN_READS = Duration.ofMillis(10);
    private static final Duration BETWEEN_DELETES = Duration.ofMillis(700);

    private final Site site;
    private final Ledger ledger;
    private final ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
    private final Latencies uploads = new Latencies();
    private final Latencies reads = new Latencies();
    private final AtomicInteger firstReads = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger deletes = new AtomicInteger();
    private final List<String> failedReads = new ArrayList<>();
    private volatile boolean open = true;

    private interface Act {
        void once(SplittableRandom random) throws InterruptedException;
    }

    /// @param seed of what the users choose; what happens in between is the system's
    public Load(Site site, Ledger ledger, long seed) {
        this(site, ledger, seed, Haste.BUSY);
    }

    public Load(Site site, Ledger ledger, long seed, Haste haste) {
        this.site = site;
        this.ledger = ledger;
        var seeds = new SplittableRandom(seed);
        Supplier<SplittableRandom> next = seeds::split;
        user(next.get(), haste.betweenUploads, this::upload);
        user(next.get(), haste.betweenUploads, this::upload);
        user(next.get(), BETWEEN_READS, this::look);
        user(next.get(), BETWEEN_READS, this::look);
        user(next.get(), BETWEEN_DELETES, this::delete);
    }

    private void user(SplittableRandom random, Duration pause, Act act) {
        users.submit(() -> {
            try {
                while (open) {
                    act.once(random);
                    Thread.sleep(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void upload(SplittableRandom random) throws InterruptedException {
        byte[] photo = photo(random);
        ledger.note("upload of " + photo.length + " bytes");
        long begun = System.nanoTime();
        Site.Answer answer = site.post(random.nextInt(), photo);
        if (Site.acknowledged(answer)) {
            uploads.add(System.nanoTime() - begun);
            ledger.acknowledged(Site.upload(answer, photo));
        } else {
            refused.incrementAndGet();
            ledger.note("upload not acknowledged: " + answer);
        }
    }

    /// Like no other: phones, too, append to what is a photo.
    private static byte[] photo(SplittableRandom random) {
        byte[] picture = Pictures.jpeg(random.nextInt(200, 900), random.nextInt(200, 900));
        byte[] photo = Arrays.copyOf(picture, picture.length + 16);
        for (int at = picture.length; at < photo.length; at++) {
            photo[at] = (byte) random.nextInt();
        }
        return photo;
    }

    private void look(SplittableRandom random) throws InterruptedException {
        Upload upload = ledger.any(random).orElse(null);
        if (upload == null) {
            return;
        }
        String path = upload.paths().get(random.nextInt(upload.paths().size()));
        boolean isThere = upload.isThere(path);
        long begun = System.nanoTime();
        Site.Answer answer = site.get(random.nextInt(), path);
        if (isThere) {
            reads.add(System.nanoTime() - begun);
        } else {
            firstReads.incrementAndGet();
        }
        boolean good = answer.is(200) && upload.accepts(path, answer.body());
        if (!good && upload.state().get() == Upload.State.LIVE) {
            String failure = path + ": " + (answer.is(200) ? "200 with other bytes" : answer);
            ledger.note("failed read of " + failure);
            synchronized (failedReads) {
                failedReads.add(failure);
            }
        }
    }

    private void delete(SplittableRandom random) throws InterruptedException {
        Upload upload = ledger.any(random).orElse(null);
        if (upload == null) {
            return;
        }
        upload.state().set(Upload.State.IN_DOUBT);
        ledger.note("deletion of " + upload.original());
        Site.Answer answer = site.delete(random.nextInt(), upload);
        if (answer.is(204)) {
            upload.state().set(Upload.State.DELETED);
            deletes.incrementAndGet();
            ledger.note("deleted " + upload.original());
        } else {
            ledger.note("deletion not acknowledged: " + answer);
        }
    }

    /// Of the time since the last call.
    public Report report() {
        Latencies uploaded = uploads.taken();
        Latencies read = reads.taken();
        List<String> failed;
        synchronized (failedReads) {
            failed = List.copyOf(failedReads);
            failedReads.clear();
        }
        return new Report(
                uploaded.count(), refused.getAndSet(0), read.count() + firstReads.getAndSet(0), deletes.getAndSet(0), failed,
                uploaded.percentile(0.5), uploaded.percentile(0.99), read.percentile(0.5), read.percentile(0.99));
    }

    @Override
    public void close() {
        open = false;
        users.close();
    }
}
