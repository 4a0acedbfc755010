package tintype.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.contract.ImageId;

class BacklogTest {

    private static final TopicPartition ONE = new TopicPartition("tintype.images", 0);
    private static final TopicPartition TWO = new TopicPartition("tintype.images", 1);

    private final Time time = new Time();
    private final Backlog backlog =
            new Backlog(time, Admin.create(Map.of("bootstrap.servers", "localhost:1")), "consumers");

    @AfterEach
    void close() {
        backlog.close();
    }

    @Test
    void holdsNothingWhileAllIsRead() {
        for (long offset = 0; offset < 50; offset++) {
            backlog.look(Map.of(ONE, offset), Map.of(ONE, offset));
            time.pass(Duration.ofSeconds(2));
        }

        assertThat(backlog.mayHold(ImageId.next())).isFalse();
    }

    @Test
    void mayHoldWhatIsYoungerThanWhatWasReadLast() {
        backlog.look(Map.of(ONE, 5L, TWO, 7L), Map.of());
        backlog.look(Map.of(ONE, 6L, TWO, 8L), Map.of(ONE, 5L, TWO, 7L));
        time.pass(Duration.ofMinutes(2));
        backlog.look(Map.of(ONE, 9L, TWO, 9L), Map.of(ONE, 6L, TWO, 7L));

        assertThat(backlog.mayHold(ImageId.next())).isTrue();
    }

    @Test
    void holdsNothingThatIsOlderThanWhatWasReadLast() {
        ImageId old = ImageId.next();
        time.pass(Duration.ofMinutes(3));
        backlog.look(Map.of(ONE, 5L), Map.of());
        backlog.look(Map.of(ONE, 6L), Map.of(ONE, 5L));
        time.pass(Duration.ofMinutes(3));
        backlog.look(Map.of(ONE, 6L), Map.of(ONE, 5L));

        assertThat(backlog.mayHold(old)).isFalse();
    }

    /// Begins now, as ids do, and passes when it is told to.
    private static final class Time extends Clock {

        private Instant now = Instant.now();

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
