package tintype.contract.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.contract.Group;
import tintype.contract.Json;
import tintype.contract.Sha256;

class GroupLifeTest {

    private static final Group GROUP = new Group(7);
    private static final NodeName A = new NodeName("a");
    private static final NodeName B = new NodeName("b");
    private static final NodeName C = new NodeName("c");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static GroupLife.Steady on(NodeName... nodes) {
        return new GroupLife.Steady(GROUP, 4, List.of(nodes), true);
    }

    private static GroupLife.Verified proof(GroupLife life, NodeName node) {
        return new GroupLife.Verified(GROUP, life.epoch(), node, Sha256.of(new byte[0]));
    }

    private static GroupLife.Switched switched() {
        GroupLife.Filling filling = on(A, C).fill(B, A);
        return (GroupLife.Switched) filling.verified(proof(filling, B), NOW);
    }

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of("at rest", on(A, C), 4, List.of(A, C), List.of(A, C)),
                Arguments.of("filling", on(A, C).fill(B, A), 5, List.of(A, C), List.of(A, C, B)),
                Arguments.of("switched", switched(), 6, List.of(B, A, C), List.of(A, C, B)),
                Arguments.of("settled", switched().afterGrace(NOW.plus(GRACE), GRACE).orElseThrow(), 7, List.of(B, C), List.of(B, C)),
                Arguments.of("one more", more(), 6, List.of(A, B), List.of(A, B)),
                Arguments.of("filling, cancelled", on(A, C).fill(B, A).cancel(), 6, List.of(A, C), List.of(A, C)),
                Arguments.of("switched, cancelled", switched().cancel(), 7, List.of(A, C), List.of(A, C)),
                Arguments.of("a node lost", on(A, C).without(A).orElseThrow(), 5, List.of(C), List.of(C)),
                Arguments.of("the joining one lost", on(A).fill(B, A).without(B).orElseThrow(), 6, List.of(A), List.of(A)),
                Arguments.of("the leaving one lost while filling", on(A, C).fill(B, A).without(A).orElseThrow(), 6, List.of(C), List.of(C, B)),
                Arguments.of("the leaving one lost", switched().without(A).orElseThrow(), 7, List.of(B, C), List.of(B, C)),
                Arguments.of("the new one lost", switched().without(B).orElseThrow(), 7, List.of(A, C), List.of(A, C)),
                Arguments.of("another lost", switched().without(C).orElseThrow(), 7, List.of(B, A), List.of(A, B)));
    }

    private static GroupLife more() {
        GroupLife.Filling filling = on(A).fill(B, null);
        return filling.verified(proof(filling, B), NOW);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void publishesWhereToReadAndWrite(String name, GroupLife life, long epoch, List<NodeName> read, List<NodeName> write) {
        assertThat(life.assignment()).isEqualTo(new Assignment(GROUP, epoch, read, write, Assignment.State.WRITABLE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void isReadAsItWasPrinted(String name, GroupLife life) {
        assertThat(Json.parse(Json.print(life), GroupLife.class).orThrow()).isEqualTo(life);
    }

    @Test
    void keepsTheLastCopyWhateverBecomesOfItsNode() {
        assertThat(on(A).without(A)).isEmpty();
        assertThat(on(A).fill(B, A).without(A)).isEmpty();
    }

    @Test
    void isNotChangedByTheLossOfAStranger() {
        assertThat(on(A).without(C)).contains(on(A));
    }

    @Test
    void waitsUntilNoMapIsOlder() {
        assertThat(switched().afterGrace(NOW.plus(GRACE).minusMillis(1), GRACE)).isEmpty();
    }

    @Test
    void doesNotTrustAProofOfAnotherEpoch() {
        GroupLife.Filling filling = on(A).fill(B, A);

        assertThatThrownBy(() -> filling.verified(proof(on(A), B), NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> filling.verified(proof(filling, C), NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> on()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> on(A, A)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> on(A).fill(A, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> on(A).fill(B, C)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNoUploadsWhenItIsTold() {
        assertThat(on(A).accepting(false).assignment().state()).isEqualTo(Assignment.State.READ_ONLY);
    }
}
