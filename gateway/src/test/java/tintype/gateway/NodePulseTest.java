package tintype.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodePulseTest {

    private final NodePulse pulse = new NodePulse("node-1");
    private final List<String> letGo = new ArrayList<>();

    @Test
    void isSilentAfterThreeMissesInARow() {
        miss(2);
        pulse.beat();
        miss(2);
        assertThat(pulse.isSilent()).isFalse();

        miss(1);
        assertThat(pulse.isSilent()).isTrue();
    }

    @Test
    void isBackWithItsFirstAnswer() {
        miss(7);
        pulse.beat();
        assertThat(pulse.isSilent()).isFalse();
    }

    @Test
    void letsGoOfWhoeverWaits() {
        pulse.letGo(Promise.promise().future(), () -> letGo.add("waiting"));
        miss(3);
        assertThat(letGo).containsExactly("waiting");
    }

    @Test
    void letsGoOfWhoeverCameToWaitSince() {
        miss(3);
        pulse.letGo(Promise.promise().future(), () -> letGo.add("late"));
        miss(1);
        assertThat(letGo).containsExactly("late");
    }

    @Test
    void leavesAnAnswerAloneThatHasBegun() {
        Promise<String> answer = Promise.promise();
        pulse.letGo(answer.future(), () -> letGo.add("answered"));
        answer.complete("the head");
        miss(3);
        assertThat(letGo).isEmpty();
    }

    private void miss(int times) {
        IntStream.range(0, times).forEach(_ -> pulse.miss(new TimeoutException("no answer")));
    }
}
