package tintype.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bodies of 200 MB, and a receiver that takes nothing for a while: the sender has to wait, or the gateway would hold
/// them in memory.
public abstract class StreamingContract {

    private static final long SIZE = 200_000_000;
    /// The buffers of the operating system for both connections, and some.
    private static final long IN_BETWEEN = 40_000_000;

    private final AtomicLong sent = new AtomicLong();
    private final CRC32 sentSum = new CRC32();

    @BeforeEach
    void forget() {
        ScriptedCluster.forget();
    }

    @Test
    void aNodeWaitsForASlowClient() throws Exception {
        ScriptedCluster.one.plays(call -> {
            call.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
            send(call.out());
            call.in().read();
        });

        try (var client = new RawClient(1 << 16)) {
            client.get(ScriptedCluster.OF_ONE);
            client.head();
            assertThatTheSenderWaits();
            assertThat(sumOf(client.in())).isEqualTo(sentSum.getValue());
        }
    }

    @Test
    void aClientWaitsForASlowService() throws Exception {
        var go = new CountDownLatch(1);
        var received = new AtomicLong();
        ScriptedCluster.uploads.plays(call -> {
            go.await();
            received.set(sumOf(call.in()));
            call.answer(201, "");
        });

        try (var client = new RawClient()) {
            client.send("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: " + SIZE + "\r\n\r\n");
            Thread.ofVirtual().start(() -> {
                try {
                    send(client.out());
                } catch (IOException e) {
                    sent.set(-1);
                }
            });
            assertThatTheSenderWaits();
            go.countDown();
            assertThat(client.head()).startsWith("HTTP/1.1 201");
        }
        assertThat(received).hasValue(sentSum.getValue());
    }

    private void assertThatTheSenderWaits() {
        var before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500)).until(() -> before.getAndSet(sent.get()) == sent.get());
        assertThat(sent.get()).isBetween(100_000L, IN_BETWEEN);
    }

    private void send(OutputStream out) throws IOException {
        byte[] some = new byte[100_000];
        for (long rest = SIZE; rest > 0; rest -= some.length) {
            some[(int) (rest / some.length) % some.length]++;
            out.write(some);
            sentSum.update(some);
            sent.addAndGet(some.length);
        }
    }

    private static long sumOf(InputStream in) throws IOException {
        var sum = new CRC32();
        byte[] some = new byte[1 << 16];
        for (long rest = SIZE; rest > 0; ) {
            int n = in.read(some, 0, (int) Math.min(some.length, rest));
            if (n < 0) {
                throw new IOException("Ended " + rest + " bytes too early");
            }
            sum.update(some, 0, n);
            rest -= n;
        }
        return sum.getValue();
    }
}
