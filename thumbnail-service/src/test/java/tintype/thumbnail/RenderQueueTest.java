package tintype.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageFile.Variant;
import tintype.contract.ImageId;
import tintype.contract.Manifest;
import tintype.contract.Placeholder;
import tintype.contract.Presets;
import tintype.contract.Sha256;
import tintype.render.RenderEngine;
import tintype.render.Rendering;
import tintype.thumbnail.RenderQueue.Urgency;

class RenderQueueTest {

    private record Settings(int workers) implements ThumbnailConfig {
        @Override
        public MemorySize workerMemory() {
            return new MemorySize(BigInteger.ONE);
        }

        @Override
        public int workerPictures() {
            return 1;
        }

        @Override
        public Optional<String> libvips() {
            return Optional.empty();
        }

        @Override
        public int concurrentRequests() {
            return 1;
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }
    }

    /// Notes the order of all, and ends a picture when the test says so.
    private static final class GatedEngine implements RenderEngine {
        private final List<String> begun = new CopyOnWriteArrayList<>();
        private final Semaphore gate = new Semaphore(0);

        @Override
        public String name() {
            return "gated";
        }

        @Override
        public Rendering render(Path original, Format type, Collection<Variant> variants) {
            begun.add(original.toString());
            gate.acquireUninterruptibly();
            return new Rendering.Done(List.of(), new Placeholder("000000", "#000000"), false, Map.of());
        }
    }

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final GatedEngine engine = new GatedEngine();
    private final List<Future<Rendering>> jobs = new ArrayList<>();

    @AfterEach
    void stop() {
        engine.gate.release(1000);
        callers.close();
    }

    @Test
    void whoeverWaitsComesBeforeTheEvents() {
        var queue = busyQueue(1);
        submit(queue, Urgency.AN_EVENT, "event", 10);
        submit(queue, Urgency.SOMEONE_WAITS, "waited for", 10);

        assertThat(orderOf(2)).containsExactly("waited for", "event");
    }

    @Test
    void aHugePictureDoesNotHoldUpTheSmallOnesBehindIt() {
        var queue = busyQueue(1);
        submit(queue, Urgency.AN_EVENT, "huge", 10_000);
        IntStream.range(0, 20).forEach(i -> submit(queue, Urgency.AN_EVENT, "small " + i, 1_000));

        assertThat(orderOf(21)).last().isEqualTo("huge");
    }

    @Test
    void aHugePictureIsNotOvertakenForEver() throws Exception {
        var queue = busyQueue(1);
        submit(queue, Urgency.AN_EVENT, "large", 2_000);
        // The work foretold for 4 megapixels is 200 ms.
        Thread.sleep(300);
        submit(queue, Urgency.AN_EVENT, "later", 100);

        assertThat(orderOf(2)).containsExactly("large", "later");
    }

    @Test
    void hugePicturesLeaveAWorkerToTheOthers() {
        var queue = queue(2);
        submit(queue, Urgency.AN_EVENT, "huge 1", 10_000);
        await().until(() -> engine.begun.size() == 1);
        submit(queue, Urgency.SOMEONE_WAITS, "huge 2", 10_000);
        submit(queue, Urgency.AN_EVENT, "small", 100);

        await().until(() -> engine.begun.size() == 2);
        assertThat(engine.begun).containsExactly("huge 1", "small");
    }

    @Test
    void whoeverLeavesTheQueueIsNotWaitedFor() throws Exception {
        var queue = busyQueue(1);
        submit(queue, Urgency.SOMEONE_WAITS, "left", 10);
        jobs.getLast().cancel(true);
        await().until(() -> queue.length() == 0);
        submit(queue, Urgency.AN_EVENT, "next", 10);

        assertThat(orderOf(1)).containsExactly("next");
    }

    /// All of its workers have something to do.
    private RenderQueue busyQueue(int workers) {
        var queue = queue(workers);
        IntStream.range(0, workers).forEach(i -> submit(queue, Urgency.AN_EVENT, "first " + i, 10));
        await().until(() -> engine.begun.size() == workers);
        return queue;
    }

    private RenderQueue queue(int workers) {
        return new RenderQueue(engine, new Settings(workers), new SimpleMeterRegistry());
    }

    private void submit(RenderQueue queue, Urgency urgency, String name, int side) {
        int waiting = queue.length();
        int begun = engine.begun.size();
        jobs.add(callers.submit(() -> queue.render(urgency, Path.of(name), manifest(side), Presets.DEFAULT.variants())));
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> queue.length() > waiting || engine.begun.size() > begun);
    }

    /// Of those in the queue, one after the other.
    private List<String> orderOf(int count) {
        int before = engine.begun.size();
        for (int i = 1; i <= count; i++) {
            int expected = before + i;
            engine.gate.release();
            await().pollInterval(Duration.ofMillis(2)).until(() -> engine.begun.size() == expected);
        }
        return engine.begun.subList(before, before + count);
    }

    private static Manifest manifest(int side) {
        return new Manifest(
                new Group(7), ImageId.next(), Sha256.of(new byte[1]), 1, Format.JPEG, side, side, 1, null, Instant.now(),
                Map.of());
    }
}
