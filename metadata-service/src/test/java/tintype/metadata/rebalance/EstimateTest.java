package tintype.metadata.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;
import tintype.metadata.movement.MovesConfig;
import tintype.metadata.plan.Move;
import tintype.metadata.plan.RebalancePlan;

class EstimateTest {

    private static final int FILES = 9;
    private static final NodeName ONE = new NodeName("node-1");
    private static final NodeName TWO = new NodeName("node-2");

    /// All bytes are copied and read back; nine files of an image count as 4.5 MB more. Eight movements go side by side, and
    /// wait four seconds for their steps.
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0",
        "1, 0, 8388608, 16",
        "1, 2, 0, 9",
        "8, 2, 8388608, 204",
    })
    void reckonsWithBytesAndFilesAndSteps(int groups, long images, long bytes, int seconds) {
        RebalancePlan plan = plan(groups, group -> new Move.Replace(group, TWO, ONE, images, bytes));

        assertThat(estimate(1).of(plan)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void isFasterWhereACopyIsLacking() {
        RebalancePlan plan = plan(1, group -> new Move.Copy(group, TWO, 0, 8 << 20));

        assertThat(estimate(1).of(plan)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void countsTheBusiestNodeOnly() {
        RebalancePlan plan = plan(2, group -> new Move.Copy(group, group.number() == 0 ? ONE : TWO, 0, 8 << 20));

        assertThat(estimate(1).of(plan)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void takesNoTimeWhereNothingHoldsItBack() {
        RebalancePlan plan = plan(1, group -> new Move.Replace(group, TWO, ONE, 100, 8 << 20));

        assertThat(estimate(0).of(plan)).isEqualTo(Duration.ZERO);
    }

    private interface Moving {
        Move of(Group group);
    }

    private static RebalancePlan plan(int groups, Moving moving) {
        return new RebalancePlan(
                IntStream.range(0, groups).mapToObj(Group::new).map(moving::of).toList(), List.of());
    }

    /// @param megabytes a second, and four times as many where a copy is lacking
    private static Estimate estimate(long megabytes) {
        return new Estimate(new Rates(size(megabytes), size(4 * megabytes)), FILES);
    }

    private static MemorySize size(long megabytes) {
        return new MemorySize(BigInteger.valueOf(megabytes << 20));
    }

    private record Rates(MemorySize rate, MemorySize repairRate) implements MovesConfig {
        @Override
        public int concurrent() {
            return 8;
        }

        @Override
        public Duration grace() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration interval() {
            return Duration.ofSeconds(1);
        }
    }
}
