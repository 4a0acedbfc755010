package tintype.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.contract.Placeholder;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageFile.Variant;
import tintype.contract.ImageId;
import tintype.contract.Manifest;
import tintype.contract.Presets;
import tintype.contract.Sha256;
import tintype.thumbnail.RenderPool.Urgency;
import tintype.render.RenderEngine;
import tintype.render.Rendering;

class RenderPoolTest {

    private static final Path NEXT = Path.of("next");
    private static final Path HANGING = Path.of("hanging");

    private record Settings(int threads, Duration deadline) implements ThumbnailConfig {
        @Override
        public int concurrentRequests() {
            return 1;
        }
    }

    /// Hangs on one file as a decoder would, and notes the order of all.
    private static final class SlowEngine implements RenderEngine {
        private final List<Path> begun = new CopyOnWriteArrayList<>();
        private final CountDownLatch freed = new CountDownLatch(1);
        private final Duration time;

        SlowEngine(Duration time) {
            this.time = time;
        }

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public Rendering render(Path original, Format type, Collection<Variant> variants) {
            begun.add(original);
            try {
                if (original.equals(HANGING)) {
                    freed.await();
                }
                Thread.sleep(time);
            } catch (InterruptedException e) {
                return new Rendering.Unrenderable("corrupt", "Interrupted.");
            }
            return new Rendering.Done(List.of(), new Placeholder("000000", "#000000"), false);
        }
    }

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void aFileThatHangsTheDecoderHarmsItsOwnJobAlone() throws Exception {
        var pool = pool(new SlowEngine(Duration.ZERO), 1, Duration.ofMillis(200));

        Rendering hung = pool.render(Urgency.AN_EVENT, HANGING, manifest(Format.JPEG, 10, 10), presets());
        assertThat(hung).isInstanceOfSatisfying(
                Rendering.Unrenderable.class, why -> assertThat(why.reason()).isEqualTo("too-slow"));
        assertThat(pool.render(Urgency.AN_EVENT, NEXT, manifest(Format.JPEG, 10, 10), presets()))
                .isInstanceOf(Rendering.Done.class);
    }

    @Test
    void theTimeInTheQueueIsNotTakenFromTheDeadline() throws Exception {
        var pool = pool(new SlowEngine(Duration.ofMillis(150)), 1, Duration.ofMillis(400));
        Callable<Rendering> job =
                () -> pool.render(Urgency.AN_EVENT, NEXT, manifest(Format.JPEG, 10, 10), presets());

        List<Future<Rendering>> jobs = callers.invokeAll(IntStream.range(0, 6).mapToObj(_ -> job).toList());
        assertThat(jobs).allSatisfy(done -> assertThat(done.resultNow()).isInstanceOf(Rendering.Done.class));
    }

    @Test
    void whoeverWaitsComesBeforeTheEvents() throws Exception {
        var engine = new SlowEngine(Duration.ZERO);
        var pool = pool(engine, 1, Duration.ofSeconds(10));
        submit(pool, Urgency.AN_EVENT, HANGING);
        await().until(() -> engine.begun.size() == 1);

        List<Future<Rendering>> queued = List.of(
                submit(pool, Urgency.AN_EVENT, Path.of("event 1")),
                submit(pool, Urgency.AN_EVENT, Path.of("event 2")),
                submit(pool, Urgency.SOMEONE_WAITS, Path.of("waited for")));
        // All three are in the queue before the thread is free.
        await().until(() -> pool.queueLength() == 3);
        engine.freed.countDown();
        for (Future<Rendering> done : queued) {
            done.get();
        }

        assertThat(engine.begun).element(1).isEqualTo(Path.of("waited for"));
    }

    @Test
    void aPictureThatNeedsMoreMemoryThanThereIsIsNotEvenOpened() throws Exception {
        var engine = new SlowEngine(Duration.ZERO);
        var pool = pool(engine, 1, Duration.ofSeconds(10));

        Rendering outcome =
                pool.render(Urgency.AN_EVENT, NEXT, manifest(Format.WEBP, 40_000, 40_000), presets());
        assertThat(outcome).isInstanceOfSatisfying(
                Rendering.Unrenderable.class, why -> assertThat(why.reason()).isEqualTo("too-big"));
        assertThat(engine.begun).isEmpty();
    }

    private Future<Rendering> submit(RenderPool pool, Urgency urgency, Path original) {
        return callers.submit(() -> pool.render(urgency, original, manifest(Format.JPEG, 10, 10), presets()));
    }

    private static RenderPool pool(RenderEngine engine, int threads, Duration deadline) {
        return new RenderPool(engine, new Settings(threads, deadline), new SimpleMeterRegistry());
    }

    private static Collection<Variant> presets() {
        return Presets.DEFAULT.variants();
    }

    private static Manifest manifest(Format type, int width, int height) {
        return new Manifest(
                new Group(7), ImageId.next(), Sha256.of(new byte[1]), 1, type, width, height, 1, null, Instant.now(),
                Map.of());
    }
}
